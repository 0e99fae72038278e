"""math.log in a loop; a Sequential filled by add() with activations as layers; evaluation by return_dict."""

# %% crossentropy_and_gradient
import math

import numpy as np


def crossentropy_and_gradient(outputs, labels):
    low, high = 1e-7, 1 - 1e-7
    losses, gradients = [], []
    for output, label in zip(outputs, labels):
        output, label = float(output), int(label)
        p = min(max(output, low), high)
        losses.append(-math.log(p) if label else -math.log(1 - p))
        gradients.append((p - label) / (p * (1 - p)) if low <= output <= high else 0.0)
    return np.array(losses), np.array(gradients)


# %% build_text_convnet
import keras


def build_text_convnet(
    length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5, optimizer="adam"
):
    model = keras.Sequential(name="reader")
    model.add(keras.Input(shape=(length,)))
    model.add(keras.layers.Embedding(input_dim=words, output_dim=dimensions))
    model.add(keras.layers.Convolution1D(filters, window))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.MaxPool1D(pool_size=pool, strides=pool))
    model.add(keras.layers.Convolution1D(filters, window))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.GlobalMaxPool1D())
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(optimizer, "binary_crossentropy", metrics=["acc"])
    return model


# %% compare
import time

import keras


def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        begin = time.perf_counter()
        model.fit(*train, batch_size=32, epochs=epochs, verbose=0)
        seconds = time.perf_counter() - begin
        scores = model.evaluate(*validation, verbose=0, return_dict=True)
        [accuracy] = [value for key, value in scores.items() if key != "loss"]
        rows.append(
            {
                "seconds": seconds,
                "accuracy": accuracy,
                "parameters": model.count_params(),
                "model": name,
            }
        )
    return rows
