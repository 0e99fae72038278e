"""A callback holds the clock of the training; a helper and a comprehension instead of a loop."""

# %% compare
import timeit

import keras
import numpy as np


class Clock(keras.callbacks.Callback):
    """Measures a training from its first to its last batch."""

    def on_train_begin(self, logs=None):
        self.start = timeit.default_timer()

    def on_train_end(self, logs=None):
        self.seconds = timeit.default_timer() - self.start


def trained(name, build, train, validation, epochs, seed):
    keras.utils.set_random_seed(seed)
    model, clock = build(), Clock()
    x, y = map(np.asarray, train)
    model.fit(x=x, y=y, epochs=epochs, batch_size=32, verbose=0, callbacks=[clock])
    _, accuracy = model.evaluate(validation[0], validation[1], batch_size=100, verbose=0)
    parameters = sum(int(np.prod(weight.shape)) for weight in model.weights)
    return dict(model=name, parameters=parameters, accuracy=accuracy, seconds=clock.seconds)


def compare(builders, train, validation, epochs, seed=0):
    return [trained(name, builders[name], train, validation, epochs, seed) for name in builders]


# %% explain
import math

import numpy as np


def explain(maps, weights, bias):
    positions, filters = np.shape(maps)
    places, contributions = [], []
    for f in range(filters):
        best = 0
        for position in range(1, positions):
            if maps[position][f] > maps[best][f]:
                best = position
        places.append(best)
        contributions.append(float(weights[f]) * float(maps[best][f]))
    logit = float(bias) + math.fsum(contributions)
    if logit >= 0:
        probability = 1 / (1 + math.exp(-logit))
    else:
        probability = math.exp(logit) / (1 + math.exp(logit))
    return {
        "places": np.array(places, dtype=int),
        "contributions": np.array(contributions),
        "probability": probability,
    }


# %% build_small_windows
import keras
from keras import layers


def build_small_windows(length, words):
    model = keras.Sequential(
        [
            keras.Input((length,)),
            layers.Embedding(words, 16),
            layers.Conv1D(32, 3, activation="relu", padding="same"),
            layers.Conv1D(32, 3, activation="relu", padding="same", dilation_rate=3),
            layers.GlobalMaxPooling1D(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model
