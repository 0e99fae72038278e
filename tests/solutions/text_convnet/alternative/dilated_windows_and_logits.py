"""Dilated convolutions without padding and a logit at the end; an index matrix for the convolution."""

# %% build_small_windows
import keras
from keras import layers


def build_small_windows(length, words):
    ids = keras.Input((length,))
    x = layers.Embedding(words, 12)(ids)
    for dilation in (1, 2, 3):
        x = layers.Conv1D(32, 3, dilation_rate=dilation, padding="same", activation="relu")(x)
    x = layers.GlobalMaxPooling1D()(x)
    model = keras.Model(ids, layers.Dense(1)(x))
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.005),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    return model


# %% conv1d
import numpy as np


def conv1d(text, kernel, bias):
    window, dimensions, filters = kernel.shape
    starts = np.arange(len(text) - window + 1)
    windows = text[starts[:, np.newaxis] + np.arange(window)]  # (positions, window, dimensions)
    return windows.reshape(len(starts), -1) @ kernel.reshape(-1, filters) + bias


# %% prepare_reviews
from itertools import zip_longest

import numpy as np


def prepare_reviews(reviews, length, words):
    known = [[i if i < words else 2 for i in reversed(review)] for review in reviews]
    columns = list(zip_longest(*known, [0] * length, fillvalue=0))[:length]
    return np.array(columns).T[:-1, ::-1]
