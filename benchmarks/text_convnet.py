"""The lecture's 1D convnet with its bug and mended, and an LSTM, on all of IMDB.

20,000 reviews train, 5,000 validate; 500 tokens of 10,000 words, 10 epochs in batches of 128, seed 0. The convnets
train with RMSprop at 0.0001 as in the deck, the LSTM (word vectors of 32, 32 units) at Keras' default. The accuracy is
that of the validation reviews, at the best epoch (chosen on them, so a little too good) and at the last. The runs of
the table were hours apart, beside other work; so the seconds of convnet and LSTM are compared by further rounds, in
each of which both train with the same batches, one right after the other.
"""

import time
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
from keras import layers

from autograder.course import Course
from benchmarks import kept
from benchmarks.reference import functions_of
from convnets import datasets

RESULTS = Path(__file__).parent / "results" / "text_convnet.json"
WORDS, LENGTH, EPOCHS, BATCH = 10_000, 500, 10, 128
SIDE_BY_SIDE = "seconds side by side"
ROUNDS, BATCHES = 8, 12
# Best validation accuracy, and after 10 epochs, where known; Chollet (2017).
LITERATURE = {
    "convnet with the deck's bug": ".838, falling to .760",
    "convnet with a sigmoid": ".876 (other 1D convnets)",
    "LSTM": ".893",
}


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Train the three networks, then two of them side by side.

    Returns:
        For each "val_accuracy" (one number for each epoch), "parameters" and "seconds" (of one epoch, median); and as
        SIDE_BY_SIDE for each of two the "seconds" of a batch, one number for each round.
    """
    functions = functions_of(Course.load(Path(__file__).parent).exercise("text_convnet"))
    reviews = datasets.imdb(num_words=WORDS, verbose=False)
    kept.need_real(reviews.source)
    x = functions["prepare_reviews"](reviews.x_train, LENGTH, WORDS)
    y = np.asarray(reviews.y_train, "float32")[:, np.newaxis]

    def train(build: Callable[[], keras.Model], optimizer: keras.optimizers.Optimizer) -> dict:
        keras.utils.set_random_seed(0)
        model = build()
        model.compile(optimizer, "binary_crossentropy", metrics=["accuracy"])
        clock = _Clock()
        history = model.fit(
            x, y, epochs=EPOCHS, batch_size=BATCH, validation_split=0.2, verbose=0, callbacks=[clock]
        ).history
        return {
            "val_accuracy": [round(value, 4) for value in history["val_accuracy"]],
            "parameters": model.count_params(),
            "seconds": round(float(np.median(clock.seconds)), 1),
        }

    slow = keras.optimizers.RMSprop
    runs = {
        "convnet with the deck's bug": lambda: train(lambda: convnet(None), slow(learning_rate=1e-4)),
        "convnet with a sigmoid": lambda: train(lambda: convnet("sigmoid"), slow(learning_rate=1e-4)),
        "LSTM": lambda: train(lstm, slow()),
        SIDE_BY_SIDE: lambda: side_by_side(x[: BATCHES * BATCH], y[: BATCHES * BATCH]),
    }
    return {name: kept.once(RESULTS, name, measure, report) for name, measure in runs.items()}


def side_by_side(x: np.ndarray, y: np.ndarray) -> dict[str, list[float]]:
    """Train convnet and LSTM in turn, the other one first in each second round, so that other work slows both alike.

    Returns:
        For each the seconds of a batch, one number for each round.
    """
    models = {"convnet": convnet("sigmoid"), "LSTM": lstm()}
    for model in models.values():
        model.compile("rmsprop", "binary_crossentropy", metrics=["accuracy"])
        model.fit(x[:BATCH], y[:BATCH], batch_size=BATCH, verbose=0)  # the first call prepares the model
    seconds = {name: [] for name in models}
    for number in range(ROUNDS):
        for name in list(models)[:: 1 if number % 2 == 0 else -1]:
            start = time.perf_counter()
            models[name].fit(x, y, batch_size=BATCH, verbose=0)
            seconds[name].append(round((time.perf_counter() - start) / BATCHES, 4))
    return seconds


def convnet(end: str | None) -> keras.Model:
    """The deck's network; without an activation at the end it is the deck's own."""
    return keras.Sequential(
        [
            keras.Input((LENGTH,)),
            layers.Embedding(WORDS, 128),
            layers.Conv1D(32, 7, activation="relu"),
            layers.MaxPooling1D(5),
            layers.Conv1D(32, 7, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dense(1, activation=end),
        ]
    )


def lstm() -> keras.Model:
    """The recurrent network to compare with."""
    stack = [
        keras.Input((LENGTH,)),
        layers.Embedding(WORDS, 32),
        layers.LSTM(32),
        layers.Dense(1, activation="sigmoid"),
    ]
    return keras.Sequential(stack)


class _Clock(keras.callbacks.Callback):
    """Takes the seconds of each epoch."""

    def __init__(self):
        super().__init__()
        self.seconds: list[float] = []

    def on_epoch_begin(self, epoch, logs=None):
        self._start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self._start)


def as_table(results: dict[str, dict]) -> str:
    """The results as a table in Markdown, and how the seconds of convnet and LSTM compare."""
    lines = [
        "| network | parameters | best accuracy @epoch | after 10 epochs | in the literature | seconds for an epoch |",
        "|---|---|---|---|---|---|",
    ]
    for name, found in results.items():
        if name == SIDE_BY_SIDE:
            continue
        curve = found["val_accuracy"]
        best = f"{max(curve):.3f} @{int(np.argmax(curve)) + 1}"
        figures = f"{found['parameters']:,} | {best} | {curve[-1]:.3f} | {LITERATURE[name]} | {found['seconds']:.0f}"
        lines.append(f"| {name} | {figures} |")
    if SIDE_BY_SIDE in results:
        lines += ["", _comparison(results[SIDE_BY_SIDE])]
    return "\n".join(lines)


def _comparison(seconds: dict[str, list[float]]) -> str:
    """How many times the convnet's seconds the LSTM takes, in a sentence."""
    ratios = np.divide(seconds["LSTM"], seconds["convnet"])
    return (
        f"Side by side, in {len(ratios)} rounds, the LSTM takes {np.median(ratios):.1f} times as long for a batch as "
        f"the convnet with a sigmoid ({ratios.min():.1f} to {ratios.max():.1f} times)."
    )
