"""The prediction of the shapes is recursive; sorting instead of maxima; the name of the metric from the history."""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    def through(positions, layers):
        if not layers:
            return []
        (size, stride), *above = layers
        if positions < size:
            raise ValueError(f"a window of {size} does not fit in {positions} positions")
        left = 1 + (positions - size) // stride
        return [left, *through(left, above)]

    def seen(outputs, layers):
        """Words below `outputs` neighbors of the highest layer."""
        if not layers:
            return outputs
        *below, (size, stride) = layers
        return seen((outputs - 1) * stride + size, below)

    network = [(window, 1), (pool, pool), (window, 1)]
    lengths = through(length, network)
    return {
        "lengths": lengths,
        "view": seen(1, network),
        "global": filters * 1 + 1,
        "flatten": filters * lengths[-1] + 1,
    }


# %% max_pool1d
import numpy as np


def max_pool1d(maps, size):
    count = len(maps) // size
    if not count:
        return np.empty((0, maps.shape[1]), maps.dtype)
    windows = np.split(np.array(maps)[: count * size], count)
    return np.array([np.sort(window, axis=0)[-1] for window in windows])


# %% compare
from time import perf_counter

import keras


def compare(builders, train, validation, epochs, seed=0):
    def one(build):
        keras.utils.set_random_seed(seed)
        model = build()
        start = perf_counter()
        history = model.fit(train[0], train[1], batch_size=32, epochs=epochs, verbose=0)
        stop = perf_counter()
        metric = next(key for key in history.history if key != "loss")
        scores = model.evaluate(validation[0], validation[1], verbose=0, return_dict=True)
        return model.count_params(), scores[metric], stop - start

    keys = ("parameters", "accuracy", "seconds")
    return [{"model": name} | dict(zip(keys, one(build))) for name, build in builders.items()]
