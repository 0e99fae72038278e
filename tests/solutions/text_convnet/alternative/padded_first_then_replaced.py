"""pad_sequences (cuts and pads in front by default), then np.where."""

# %% prepare_reviews
import keras
import numpy as np


def prepare_reviews(reviews, length, words):
    table = keras.utils.pad_sequences(list(reviews), maxlen=length, dtype="int64")
    return np.where(table >= words, 2, table)


# %% conv1d
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv1d(text, kernel, bias):
    windows = sliding_window_view(text, kernel.shape[0], axis=0)  # (positions, dimensions, window)
    return np.einsum("pdw,wdf->pf", windows, kernel) + bias


# %% max_pool1d
import numpy as np


def max_pool1d(maps, size):
    maps = np.asarray(maps)
    whole = len(maps) // size
    return maps[: whole * size].reshape(whole, size, maps.shape[1]).max(axis=1)
