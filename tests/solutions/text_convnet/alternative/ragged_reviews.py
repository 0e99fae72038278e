"""Small windows with a pooling between two convolutions; ragged tensors for the reviews."""

# %% build_small_windows
import keras
from keras import layers


def build_small_windows(length, words):
    stack = [
        layers.Embedding(words, 16),
        layers.Conv1D(40, 3, activation="relu", padding="same"),
        layers.MaxPooling1D(2),
        layers.Conv1D(40, 3, activation="relu", padding="same"),
        layers.Conv1D(40, 2, activation="relu", padding="same"),
        layers.GlobalMaxPooling1D(),
        layers.Dense(16, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ]
    model = keras.Sequential([keras.Input((length,)), *stack])
    model.compile("adam", loss=keras.losses.BinaryCrossentropy(), metrics=["binary_accuracy"])
    model.optimizer.learning_rate = 0.005
    return model


# %% prepare_reviews
import tensorflow as tf


def prepare_reviews(reviews, length, words):
    flat = [number for review in reviews for number in review]
    flat = tf.constant(flat, dtype=tf.int64)
    flat = tf.where(flat < words, flat, 2 * tf.ones_like(flat))
    ragged = tf.RaggedTensor.from_row_lengths(flat, [len(review) for review in reviews])
    backwards = ragged[:, ::-1].to_tensor(shape=(None, length))
    return backwards.numpy()[:, ::-1]


# %% max_pool1d
import numpy as np
from scipy import ndimage


def max_pool1d(maps, size):
    count = maps.shape[0] // size
    highest = ndimage.maximum_filter1d(maps, size, axis=0, origin=-(size // 2), mode="nearest")
    return highest[: count * size : size]
