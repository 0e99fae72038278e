"""What a trained base is worth, and what fine-tuning adds: the notebook's four models."""

import functools
from typing import Any

import keras
import numpy as np

from convnets import datasets

MORE_SEEDS = {"sample": range(5)}  # how much the sample base is worth
CLAIM = (
    "Features of a trained base tell cats from dogs, those of a random base hardly do. With ImageNet's weights, "
    "fine-tuning block 5 adds to it; with the sample weights, whose base knows these drawings, hardly. Accuracies "
    "on 600 images that no model was trained on."
)
SIZE, TRAINING = 48, 700
PER_CLASS = (500, 150)
HEAD_EPOCHS, JOINT_EPOCHS, RATE = 6, 4, 1e-3


@functools.cache
def _photos() -> tuple[np.ndarray, np.ndarray]:
    data = datasets.cats_and_dogs(SIZE, limit=PER_CLASS, verbose=False)
    return np.concatenate([data.x_train, data.x_validation]), np.concatenate([data.y_train, data.y_validation])


@functools.cache
def _maps(extract_features) -> np.ndarray:
    base = datasets.vgg16_base((SIZE, SIZE, 3), verbose=False)
    return extract_features(keras.Model(base.input, base.get_layer("block3_pool").output), _photos()[0])


def measure(functions: dict[str, Any], seed: int) -> dict[str, float]:
    """Accuracies of the four models with this seed."""
    photos, labels = _photos()
    maps = _maps(functions["extract_features"])
    base = datasets.vgg16_base((SIZE, SIZE, 3), verbose=False)
    upper = keras.Model(base.get_layer("block3_pool").output, base.output)
    keras.utils.set_random_seed(seed)
    features = {
        "random base": functions["extract_features"](functions["build_base"](SIZE), photos),
        "lower layers": np.asarray(keras.layers.AveragePooling2D(3)(maps)),
    }
    y = labels[:TRAINING]

    def accuracy(model: keras.Model, held_out: np.ndarray) -> float:
        return float(np.mean((model.predict(held_out, verbose=0)[:, 0] > 0.5) == labels[TRAINING:]))

    figures = {
        name: accuracy(functions["train_classifier"](found[:TRAINING], y), found[TRAINING:])
        for name, found in features.items()
    }
    model = functions["train_head"](upper, maps[:TRAINING], y, HEAD_EPOCHS, RATE)
    figures["frozen base"] = accuracy(model, maps[TRAINING:])
    model = functions["fine_tune"](model, upper, maps[:TRAINING], y, JOINT_EPOCHS, RATE)
    figures["fine-tuned"] = accuracy(model, maps[TRAINING:])
    figures["gain by fine-tuning"] = figures["fine-tuned"] - figures["frozen base"]
    return figures
