"""scipy.signal.correlate in two dimensions; a table filled from behind; a loop over layers for the prediction."""

# %% prepare_reviews
import numpy as np


def prepare_reviews(reviews, length, words):
    table = np.zeros((len(reviews), length), dtype=np.int32)
    for row, review in enumerate(reviews):
        kept = np.array(list(review)[-length:], dtype=np.int64)
        kept[kept >= words] = 2
        if kept.size:
            table[row, -kept.size :] = kept
    return table


# %% conv1d
import numpy as np
from scipy import signal


def conv1d(text, kernel, bias):
    maps = [
        signal.correlate(text, kernel[:, :, f], mode="valid", method="direct")[:, 0]
        for f in range(kernel.shape[-1])
    ]
    return np.array(maps).T + np.asarray(bias)


# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    lengths, view, jump = [], 1, 1
    for size, stride in [(window, 1), (pool, pool), (window, 1)]:
        length = (length - size) // stride + 1
        if length < 1:
            raise ValueError(f"no complete window of {size} in layer {len(lengths) + 1}")
        lengths.append(length)
        view += (size - 1) * jump
        jump *= stride
    return {
        "lengths": lengths,
        "view": view,
        "global": filters + 1,
        "flatten": length * filters + 1,
    }
