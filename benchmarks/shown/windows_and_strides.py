"""The sweep of `windows_and_strides`: does it rank the nets as longer training does?"""

import statistics
from functools import cache
from pathlib import Path
from typing import Any

import keras
import numpy as np

from benchmarks import kept
from convnets import datasets

CLAIM = (
    "What happens if you change the number of layers, the window or the stride, the number of channels? Changing one "
    "thing at a time shows it, if no net is stopped while it still climbs: six epochs at a learning rate of 0.005 rank "
    "the nets better than three epochs at 0.001, by the measure of thirty epochs at 0.001. A larger window is more "
    "accurate with fewer parameters, and nets with a quarter of the parameters beat a single convolution."
)
BASE = {"depth": 2, "window": 3, "stride": 2, "channels": 8, "padding": "valid"}
CHANGES: tuple[dict[str, object], ...] = (
    {},
    {"depth": 1},
    {"depth": 3},
    {"window": 5},
    {"stride": 1},
    {"channels": 4},
    {"channels": 16},
)
RUNS = 3  # of each net in a sweep, each with a seed of its own
LONG_EPOCHS, LONG_RATE, LONG_SEEDS = 30, 0.001, (100, 101)
LONG = Path(__file__).parents[1] / "results" / "windows_and_strides_long.json"


def measure(functions: dict[str, Any], seed: int) -> dict[str, float]:
    """The notebook's sweep with three seeds, and the same with one seed, stopped early."""
    training, validation = _parts()
    build, plan = functions["build_model"], [BASE | change for change in CHANGES]
    seeds = [RUNS * seed + run for run in range(RUNS)]
    rows = functions["run_sweep"](plan, seeds, build, training, validation)
    early = functions["run_sweep"](plan, seeds[:1], build, training, validation, epochs=3, learning_rate=0.001)
    table = functions["results_table"](rows)
    front = functions["pareto_front"](table)
    long = [statistics.mean(_long(functions, change)) for change in CHANGES]
    accuracies = [entry["validation_accuracy"] for entry in table]
    figures = {_name(change): accuracy for change, accuracy in zip(CHANGES, accuracies, strict=True)}
    figures["rank agreement with long training"] = _rank_agreement(accuracies, long)
    figures["the same, stopped after 3 epochs at 0.001"] = _rank_agreement(
        [row["validation_accuracy"] for row in early], long
    )
    figures["nets on the Pareto front, of seven"] = len(front)
    figures["one convolution is beaten"] = not any(entry["configuration"]["depth"] == 1 for entry in front)
    figures["lead of the best net over the base"] = max(accuracies) - accuracies[0]
    figures["by how much the best of 21 runs is too good"] = _too_good(rows)
    return figures


@cache
def _parts() -> list[tuple[np.ndarray, np.ndarray]]:
    """Training and validation digits as in the notebook."""
    data = datasets.mnist(verbose=False)
    parts = [(data.x_train[:2500], data.y_train[:2500]), (data.x_test[0:4000:2], data.y_test[0:4000:2])]
    return [(images[..., np.newaxis].astype("float32") / 255, labels) for images, labels in parts]


def _name(change: dict[str, object]) -> str:
    return ", ".join(f"{entry} {value}" for entry, value in change.items()) or "base"


def _long(functions: dict[str, Any], change: dict[str, object]) -> list[float]:
    """Validation accuracies of a net after long training, one for each of two seeds."""
    training, validation = _parts()

    def train() -> dict[str, Any]:
        found = []
        for seed in LONG_SEEDS:
            keras.utils.set_random_seed(seed)
            model = functions["build_model"](BASE | change)
            # Many steps at a time take half the time, and give the same.
            model.compile(
                keras.optimizers.Adam(LONG_RATE),
                "sparse_categorical_crossentropy",
                metrics=["accuracy"],
                steps_per_execution=20,
            )
            model.fit(*training, epochs=LONG_EPOCHS, verbose=0)
            found.append(round(model.evaluate(*validation, verbose=0)[1], 4))
        return {"validation accuracies": found}

    source = datasets.mnist(verbose=False).source
    name = f"{'sample' if source == 'sample' else 'real'} {_name(change)}"
    return kept.once(LONG, name, train, print)["validation accuracies"]


def _rank_agreement(one: list[float], other: list[float]) -> float:
    """Spearman's rank correlation: 1 if both rank alike, 0 if one says nothing about the other."""
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: list[float]) -> list[float]:
    """Ranks from 0; equal values share the mean of theirs."""
    return [sum(other < value for other in values) + (values.count(value) - 1) / 2 for value in values]


def _too_good(rows: list[dict]) -> float:
    """By how much the best of all runs is above the mean of the other runs of its net."""
    best = max(rows, key=lambda row: row["validation_accuracy"])
    others = [row for row in rows if row["configuration"] == best["configuration"] and row["seed"] != best["seed"]]
    return best["validation_accuracy"] - statistics.mean(row["validation_accuracy"] for row in others)
