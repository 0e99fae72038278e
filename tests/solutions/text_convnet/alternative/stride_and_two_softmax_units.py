"""A stride after the first convolution and two softmax units; np.tensordot; np.select for the gradient."""

# %% build_small_windows
import keras
from keras import layers


def build_small_windows(length, words):
    model = keras.Sequential()
    model.add(keras.Input((length,)))
    model.add(layers.Embedding(words, 16))
    model.add(layers.Conv1D(48, 3, activation="relu", padding="same"))
    model.add(layers.Conv1D(48, 3, strides=2, activation="relu", padding="same"))
    model.add(layers.Conv1D(48, 3, activation="relu", padding="same"))
    model.add(layers.GlobalMaxPooling1D())
    model.add(layers.Dense(2, activation="softmax"))
    model.compile(
        optimizer=keras.optimizers.Adam(0.005),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


# %% conv1d
import numpy as np


def conv1d(text, kernel, bias):
    window = len(kernel)
    return np.stack(
        [
            np.tensordot(text[start : start + window], kernel, axes=([0, 1], [0, 1])) + bias
            for start in range(len(text) - window + 1)
        ]
    )


# %% crossentropy_and_gradient
import numpy as np


def crossentropy_and_gradient(outputs, labels):
    o = np.array(outputs, dtype=np.float64)
    y = np.array(labels, dtype=np.float64)
    e = 1e-7
    p = np.minimum(np.maximum(o, e), 1 - e)
    loss = -(y * np.log(p)) - (1 - y) * np.log(1 - p)
    slope = np.select([o < e, o > 1 - e], [0.0, 0.0], (p - y) / p / (1 - p))
    return [loss, slope]
