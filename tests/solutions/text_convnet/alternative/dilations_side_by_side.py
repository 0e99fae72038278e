"""Two branches with different dilations beside each other; one-hot algebra for the explanation."""

# %% build_small_windows
import keras
from keras import layers


def build_small_windows(length, words):
    ids = keras.Input(shape=(length,))
    vectors = layers.Embedding(input_dim=words, output_dim=16)(ids)
    near = layers.Conv1D(32, 3, padding="same", activation="relu")(vectors)
    branches = [
        layers.Conv1D(32, 3, padding="same", dilation_rate=rate, activation="relu")(near)
        for rate in (2, 3)
    ]
    x = layers.Concatenate()(branches)
    x = layers.GlobalMaxPooling1D()(x)
    outputs = layers.Activation("sigmoid")(layers.Dense(1)(x))
    model = keras.Model(ids, outputs)
    model.compile(keras.optimizers.Nadam(0.005), "binary_crossentropy")
    return model


# %% compare
import time

import keras


def compare(builders, train, validation, epochs, seed=0):
    texts, labels = train
    results = []
    for name in builders:
        keras.utils.set_random_seed(seed)
        model = builders[name]()
        row = {"model": name, "parameters": int(model.count_params())}
        before = time.perf_counter_ns()
        model.fit(texts, labels, 32, epochs, 0)
        row["seconds"] = (time.perf_counter_ns() - before) / 1e9
        row["accuracy"] = float(model.evaluate(*validation, verbose=0)[1])
        results.append(row)
    return results


# %% explain
import numpy as np


def explain(maps, weights, bias):
    maps = np.asarray(maps)
    order = np.argsort(-maps, axis=0, kind="stable")
    places = order[0]
    chosen = np.eye(len(maps))[places]  # (filters, positions)
    contributions = np.einsum("fp,pf,f->f", chosen, maps, weights)
    logit = contributions.sum() + bias
    return {
        "places": places,
        "contributions": contributions,
        "probability": float(1 / (1 + np.exp(-logit))),
    }
