"""Models of the grader's making whose predictions are known, and images that they read as given digits."""

from functools import cache

import keras
import numpy as np

CLASSES = 10


def classifier(
    shape: tuple[int, ...], weights: list[np.ndarray], end: str = "softmax", dropout: float = 0.0
) -> keras.Model:
    """A stack of dense layers with the given kernels and biases. Fixed names keep equal questions equal."""
    first = [keras.layers.Flatten(name="flatten")]
    first += [keras.layers.Dropout(dropout, name="dropout")] if dropout else []
    hidden = [
        keras.layers.Dense(len(bias), activation="relu", name=f"hidden_{index}")
        for index, bias in enumerate(weights[1:-2:2])
    ]
    output = keras.layers.Dense(len(weights[-1]), activation=end, name="scores")
    stack = [keras.Input(shape, name="images"), *first, *hidden, output]
    model = keras.Sequential(stack, name="graders_model")
    model.set_weights(weights)
    return model


@cache
def reader(end: str, scale: float = 1.0, dropout: float = 0.0) -> keras.Model:
    """A model that reads its ten scores off the first ten pixels of a 6x6 image, times a scale.

    One model serves all submissions: it is not to be changed.
    """
    return classifier((6, 6, 1), [scale * np.eye(36, CLASSES), np.zeros(CLASSES)], end, dropout)


def images_read_as(predictions: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """6x6 images in which `reader` sees the given classes."""
    images = rng.uniform(0, 0.5, (len(predictions), 36)).astype("float32")
    images[np.arange(len(predictions)), predictions] = 1.0
    return images.reshape(-1, 6, 6, 1)


def same_weights(one: keras.Model, other: keras.Model) -> bool:
    """Whether two models have the same weights."""
    pairs = zip(one.get_weights(), other.get_weights(), strict=False)
    return len(one.weights) == len(other.weights) and all(np.array_equal(a, b) for a, b in pairs)
