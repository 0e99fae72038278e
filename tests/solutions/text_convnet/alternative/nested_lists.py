"""Plain Python throughout: deque with a maximal length, nested sums, nested lists that become arrays at the end."""

# %% prepare_reviews
from collections import deque

import numpy as np


def prepare_reviews(reviews, length, words):
    rows = []
    for review in reviews:
        row = deque([0] * length, maxlen=length)
        row.extend(number if number < words else 2 for number in review)
        rows.append(list(row))
    return np.array(rows, dtype=int).reshape(len(rows), length)


# %% conv1d
import numpy as np


def conv1d(text, kernel, bias):
    window, dimensions, filters = kernel.shape
    result = []
    for start in range(len(text) - window + 1):
        row = []
        for f in range(filters):
            total = float(bias[f])
            for w in range(window):
                for d in range(dimensions):
                    total += float(text[start + w][d]) * float(kernel[w][d][f])
            row.append(total)
        result.append(row)
    return np.array(result)


# %% max_pool1d
import numpy as np


def max_pool1d(maps, size):
    pooled = []
    for start in range(0, len(maps) - size + 1, size):
        pooled.append([max(column) for column in zip(*maps[start : start + size])])
    return np.array(pooled)
