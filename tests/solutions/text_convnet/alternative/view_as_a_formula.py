"""The view as a formula, checks at the end; masks for loss and gradient; a functional network with logits."""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    first = length - window + 1
    pooled = first // pool
    second = pooled - window + 1
    if min(first, pooled, second) <= 0:
        raise ValueError("the text is too short")
    return dict(
        zip(
            ("flatten", "global", "view", "lengths"),
            (1 + filters * second, 1 + filters, window * (pool + 1) - 1, [first, pooled, second]),
        )
    )


# %% crossentropy_and_gradient
import numpy as np


def crossentropy_and_gradient(outputs, labels):
    outputs, labels = np.asarray(outputs, "float64"), np.asarray(labels, "float64")
    epsilon = 1e-7
    p = np.clip(outputs, epsilon, 1 - epsilon)
    losses = np.where(labels == 1, -np.log(p), -np.log1p(-p))
    gradients = np.zeros_like(p)
    inside = (outputs >= epsilon) & (outputs <= 1 - epsilon)
    gradients[inside] = ((p - labels) / (p * (1 - p)))[inside]
    return losses, gradients


# %% build_text_convnet
import keras
from keras import layers


def build_text_convnet(
    length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5, optimizer="adam"
):
    ids = keras.Input((length,), dtype="int32", name="ids")
    x = layers.Embedding(words, dimensions, name="vectors")(ids)
    x = layers.Conv1D(filters, window, activation="relu", name="lower")(x)
    x = layers.MaxPooling1D(pool)(x)
    x = layers.Conv1D(filters, window, activation="relu", name="upper")(x)
    x = layers.GlobalMaxPooling1D()(x)
    model = keras.Model(ids, layers.Dense(1, name="logit")(x))
    model.compile(
        optimizer=optimizer,
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        metrics=[keras.metrics.BinaryAccuracy(threshold=0.0, name="right")],
    )
    return model
