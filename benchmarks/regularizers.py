"""Capacity, weight penalties and dropout on all of IMDB.

15,000 reviews train, 10,000 validate, as in the literature (Chollet 2017); 10,000 words, 20 epochs, batches of 512,
RMSprop; three seeds, one for the net of 512 units. The figures are the cross-entropy of the validation reviews without
any penalty, medians over the seeds: where it is lowest, and at the end. The nets differ less in the lowest
value than in its epoch and in the rise after it. With 4 units chance matters much: a unit that is never positive never
learns.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np

from autograder.course import Course
from benchmarks import kept
from benchmarks.reference import functions_of
from convnets import datasets

RESULTS = Path(__file__).parent / "results" / "regularizers.json"
WORDS, EPOCHS, BATCH, VALIDATION = 10_000, 20, 512, 10_000
SEEDS = (0, 1, 2)
NETS: dict[str, dict[str, Any]] = {
    "4 units": {"units": 4},
    "16 units": {"units": 16},
    "512 units": {"units": 512},
    "16 units, L2 0.001": {"units": 16, "l2": 0.001},
    "16 units, L1 0.001": {"units": 16, "l1": 0.001},
    "16 units, dropout 0.5": {"units": 16, "dropout": 0.5},
}
# Lowest value, its epoch, and the value at epoch 20; Chollet (2017). Those of L2 contain the penalty.
LITERATURE = {
    "4 units": ".277 @6, .47",
    "16 units": ".283 @3, .77",
    "512 units": ".274 @2, .89",
    "16 units, L2 0.001": ".42 at the end, with the penalty",
    "16 units, dropout 0.5": ".277 @4, .54",
}


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Train each net with each seed.

    Returns:
        For each net and seed "val_bce" and "val_accuracy" (one number for each epoch), "parameters" and "seconds".
    """
    functions = functions_of(Course.load(Path(__file__).parent).exercise("regularizers"))
    reviews = datasets.imdb(num_words=WORDS, verbose=False)
    kept.need_real(reviews.source)
    x = functions["multi_hot"](reviews.x_train, WORDS)
    y = np.asarray(reviews.y_train, "float32")[:, np.newaxis]
    held_out = (x[:VALIDATION], y[:VALIDATION])

    def train(settings: dict, seed: int) -> dict:
        keras.utils.set_random_seed(seed)
        model = functions["build_net"](words=WORDS, **settings)
        metrics = [keras.metrics.BinaryCrossentropy(name="bce"), "accuracy"]
        model.compile("rmsprop", "binary_crossentropy", metrics=metrics)
        start = time.perf_counter()
        history = model.fit(
            x[VALIDATION:], y[VALIDATION:], epochs=EPOCHS, batch_size=BATCH, validation_data=held_out, verbose=0
        ).history
        found = {name: [round(value, 4) for value in history[name]] for name in ("val_bce", "val_accuracy")}
        return found | {"parameters": model.count_params(), "seconds": round(time.perf_counter() - start, 1)}

    for name, settings in NETS.items():
        for seed in SEEDS if settings["units"] < 100 else SEEDS[:1]:
            kept.once(RESULTS, f"{name}; seed {seed}", lambda s=settings, n=seed: train(s, n), report)
    return kept.load(RESULTS)


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown."""
    lines = [
        "| net | parameters | lowest cross-entropy @epoch | at epoch 20 | literature | highest accuracy | seconds |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in NETS:
        runs = [found for run_name, found in results.items() if run_name.startswith(f"{name}; ")]
        if not runs:
            continue
        lowest = [min(found["val_bce"]) for found in runs]
        epochs = ", ".join(str(int(np.argmin(found["val_bce"])) + 1) for found in runs)
        end = np.median([found["val_bce"][-1] for found in runs])
        accuracy = np.median([max(found["val_accuracy"]) for found in runs])
        seconds = np.median([found["seconds"] for found in runs])
        lines.append(
            f"| {name} | {runs[0]['parameters']:,} | {np.median(lowest):.3f} @{epochs} | {end:.3f} "
            f"| {LITERATURE.get(name, '')} | {accuracy:.3f} | {seconds:.0f} |"
        )
    return "\n".join(lines)
