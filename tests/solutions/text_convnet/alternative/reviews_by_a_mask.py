"""All reviews in one flat array with a mask; gradient by multiplication with a mask."""

# %% prepare_reviews
import numpy as np


def prepare_reviews(reviews, length, words):
    tails = [list(review[-length:]) for review in reviews]
    sizes = np.array([len(tail) for tail in tails], dtype=int)
    mask = np.arange(length) >= length - sizes[:, np.newaxis]
    ids = np.array([number for tail in tails for number in tail], dtype=int)
    table = np.zeros((len(tails), length), dtype=int)
    table[mask] = np.where(ids < words, ids, 2)
    return table


# %% crossentropy_and_gradient
import numpy as np


def crossentropy_and_gradient(outputs, labels):
    outputs = np.asarray(outputs).astype(float)
    positive = np.asarray(labels).astype(bool)
    p = outputs.clip(1e-7, 1 - 1e-7)
    chance = np.where(positive, p, 1 - p)  # of the true label
    sign = np.where(positive, -1.0, 1.0)
    unclipped = p == outputs
    return -np.log(chance), sign / chance * unclipped


# %% build_text_convnet
import keras
from keras import layers


def build_text_convnet(
    length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5, optimizer="adam"
):
    convolutions = keras.Sequential(
        [
            keras.Input((length, dimensions)),
            layers.Conv1D(filters, window, activation="relu"),
            layers.MaxPooling1D(pool),
            layers.Conv1D(filters, window, activation="relu"),
        ],
        name="convolutions",
    )
    model = keras.Sequential(
        [
            keras.Input((length,)),
            layers.Embedding(words, dimensions),
            convolutions,
            layers.GlobalMaxPooling1D(),
            layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile(optimizer, loss=keras.losses.binary_crossentropy, metrics=["binary_accuracy"])
    return model
