"""One change at a time, on 20,000 digits.

The nets of the notebook: convolutions with the same settings, then one dense layer. 20,000 digits of MNIST train, 3
epochs, three seeds each; the accuracy is that of the 10,000 test digits, after the last epoch. Nothing is chosen by it.
"""

import time
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np

from autograder.course import Course
from benchmarks import kept
from benchmarks.reference import functions_of
from convnets import datasets

RESULTS = Path(__file__).parent / "results" / "windows_and_strides.json"
TRAINING, EPOCHS, SEEDS, BATCH = 20_000, 3, (0, 1, 2), 64
BASE = {"depth": 2, "window": 3, "stride": 2, "channels": 8, "padding": "valid"}
CHANGES: tuple[dict[str, object], ...] = (
    {},
    {"depth": 1},
    {"depth": 3},
    {"window": 5},
    {"window": 7},
    {"stride": 1},
    {"stride": 3},
    {"channels": 4},
    {"channels": 16},
    {"channels": 32},
    {"padding": "same"},
)


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Train a net for each change.

    Returns:
        For each change "accuracies" (one for each seed), "parameters" and "seconds" (median).
    """
    functions = functions_of(Course.load(Path(__file__).parent).exercise("windows_and_strides"))
    digits = datasets.mnist(verbose=False)
    kept.need_real(digits.source)
    x_train, x_test = (
        images[..., np.newaxis].astype("float32") / 255 for images in (digits.x_train[:TRAINING], digits.x_test)
    )
    y_train = digits.y_train[:TRAINING]

    def train(change: dict) -> dict:
        accuracies, seconds = [], []
        for seed in SEEDS:
            keras.utils.set_random_seed(seed)
            model = functions["build_model"](BASE | change)
            model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            model.fit(x_train, y_train, epochs=EPOCHS, batch_size=BATCH, verbose=0)
            seconds.append(time.perf_counter() - start)
            predictions = model.predict(x_test, batch_size=500, verbose=0).argmax(axis=1)
            accuracies.append(round(float(np.mean(predictions == digits.y_test)), 4))
        return {
            "accuracies": accuracies,
            "parameters": model.count_params(),
            "seconds": round(float(np.median(seconds)), 1),
        }

    return {
        name_of(change): kept.once(RESULTS, name_of(change), lambda c=change: train(c), report) for change in CHANGES
    }


def name_of(change: dict) -> str:
    """The change as a person would write it."""
    return ", ".join(f"{entry} {value}" for entry, value in change.items()) or "base"


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    settings = ", ".join(f"{entry} {value}" for entry, value in BASE.items())
    lines = [
        f"Base: {settings}.",
        "",
        "| change | parameters | accuracy, mean | lowest and highest | seconds |",
        "|---|---|---|---|---|",
    ]
    for name, found in results.items():
        accuracies = found["accuracies"]
        spread = f"{min(accuracies):.4f}, {max(accuracies):.4f}"
        lines.append(
            f"| {name} | {found['parameters']:,} | {np.mean(accuracies):.4f} | {spread} | {found['seconds']:.0f} |"
        )
    return "\n".join(lines)
