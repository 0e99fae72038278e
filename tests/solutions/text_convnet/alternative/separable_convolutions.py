"""Depthwise and pointwise convolutions with a residual connection; Toeplitz matrix for the convolution."""

# %% conv1d
import numpy as np


def conv1d(text, kernel, bias):
    length, dimensions = text.shape
    window, _, filters = kernel.shape
    positions = length - window + 1
    band = np.zeros((positions, filters, length, dimensions))
    for position in range(positions):
        band[position, :, position : position + window] = np.moveaxis(kernel, 2, 0)
    flat = band.reshape(positions * filters, -1) @ text.reshape(-1)
    return flat.reshape(positions, filters) + bias


# %% build_text_convnet
import keras
from keras.layers import Conv1D, Dense, Embedding, GlobalMaxPooling1D, Input, MaxPooling1D


def build_text_convnet(
    length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5, optimizer="adam"
):
    def convolution():
        return Conv1D(filters=filters, kernel_size=window, padding="valid", activation="relu")

    inputs = outputs = Input((length,))
    stack = [Embedding(words, dimensions), convolution(), MaxPooling1D(pool), convolution()]
    for layer in [*stack, GlobalMaxPooling1D(), Dense(1, activation="linear")]:
        outputs = layer(outputs)
    model = keras.Model(inputs, outputs)
    accuracy = keras.metrics.BinaryAccuracy(name="accuracy", threshold=0)
    model.compile(keras.optimizers.get(optimizer), keras.losses.BinaryCrossentropy(True), metrics=[accuracy])
    return model


# %% build_small_windows
import keras
from keras import layers


def build_small_windows(length, words):
    ids = keras.Input((length,))
    x = layers.Embedding(words, 24)(ids)
    x = layers.Conv1D(48, 3, padding="same", activation="relu")(x)
    wide = layers.SeparableConv1D(48, 3, padding="same", dilation_rate=2, activation="relu")(x)
    x = layers.Add()([x, wide])
    x = layers.Conv1D(48, 3, padding="same", dilation_rate=2, activation="relu")(x)
    x = layers.GlobalMaxPooling1D()(x)
    model = keras.Model(ids, layers.Dense(1, activation="sigmoid")(x))
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model
