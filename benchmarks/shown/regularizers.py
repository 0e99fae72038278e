"""Four remedies for overfitting, shuffled labels, and a penalty that is too strong."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from convnets import datasets

CLAIM = (
    "Each of the slide's four remedies helps against overfitting. Fewer units, a penalty, dropout let the validation "
    "entropy rise less after its minimum, and more reviews lower the minimum. With real reviews the minima of 16, 64 "
    "units and of the regularized networks lie close together; that of 4 units depends on the seed. With generated "
    "reviews the seed moves all minima, by more than the last doubling of the reviews. Shuffled labels are learned by "
    "heart as well. With too strong a penalty the gap is 0 because nothing is learned."
)
WORDS, REVIEWS, EPOCHS = 10_000, 2000, 15
SETTINGS: dict[str, dict[str, Any]] = {
    "16 units": {},
    "4 units": {"units": 4},
    "64 units": {"units": 64},
    "L2 0.001": {"l2": 0.001},
    "L1 0.0005": {"l1": 0.0005},
    "dropout 0.5": {"dropout": 0.5},
    "L1 0.02": {"l1": 0.02},
}
FEWER = {250: 30, 500: 50, 1000: 25}  # epochs by the number of reviews


def measure(functions: dict[str, Callable], seed: int) -> dict[str, float]:
    """Train each network of the notebook with this seed.

    Args:
        functions: of the reference solution.
        seed: of the weights, the batches and the shuffled labels.
    """
    data = datasets.imdb(num_words=WORDS, verbose=False)
    x_train, labels = functions["multi_hot"](data.x_train[:REVIEWS], WORDS), data.y_train[:REVIEWS]
    x_val, val_labels = functions["multi_hot"](data.x_test[:1000], WORDS), data.y_test[:1000]

    def run(labels: np.ndarray, count: int = REVIEWS, epochs: int = EPOCHS, **settings: Any) -> dict:
        keras.utils.set_random_seed(seed)
        net = functions["build_net"](words=WORDS, **settings)
        return functions["train"](net, x_train[:count], labels[:count], x_val, val_labels, epochs=epochs).history

    figures: dict[str, float] = {}
    for name, settings in SETTINGS.items():
        history = run(labels, **settings)
        figures |= {f"{name}, {key}": value for key, value in functions["read_history"](history).items()}
    for count, epochs in FEWER.items():
        found = functions["read_history"](run(labels, count, epochs))
        figures |= {f"{count} reviews, {key}": found[key] for key in ("epoch", "minimum")}
    by_heart = run(np.random.default_rng(seed).permutation(labels[:500]), 500, FEWER[500])
    return figures | {
        "500 shuffled labels, training entropy": by_heart["bce"][-1],
        "500 shuffled labels, validation entropy": by_heart["val_bce"][-1],
    }
