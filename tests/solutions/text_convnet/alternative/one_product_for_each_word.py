"""The convolution adds one matrix product for each word of the window; the pooling compares strided slices."""

# %% conv1d
import numpy as np


def conv1d(text, kernel, bias):
    window = kernel.shape[0]
    positions = text.shape[0] - window + 1
    result = np.zeros((positions, kernel.shape[2])) + bias
    for offset in range(window):
        result += text[offset : offset + positions] @ kernel[offset]
    return result


# %% max_pool1d
import functools

import numpy as np


def max_pool1d(maps, size):
    count = maps.shape[0] // size
    return functools.reduce(np.maximum, [maps[i::size][:count] for i in range(size)]).copy()


# %% explain
import numpy as np
from scipy.special import expit


def explain(maps, weights, bias):
    places = np.argmax(maps, axis=0)
    found = np.take_along_axis(np.asarray(maps), places[np.newaxis], axis=0)[0]
    contributions = found * weights
    return {
        "probability": expit(contributions.sum() + bias),
        "contributions": contributions,
        "places": places,
    }
