"""The lecture's 1D convnet with its bug and mended, and an LSTM, on all of IMDB.

20,000 reviews train, 5,000 validate; 500 tokens of 10,000 words, 10 epochs in batches of 128, seed 0. The convnets
train with RMSprop at 0.0001 as in the deck, the LSTM (word vectors of 32, 32 units) at Keras' default. The accuracy is
that of the validation reviews, at the best epoch (chosen on them, so a little too good) and at the last.
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
# Best validation accuracy, and after 10 epochs, where known; Chollet (2017).
LITERATURE = {
    "convnet with the deck's bug": ".838, falling to .760",
    "convnet with a sigmoid": ".876 (other 1D convnets)",
    "LSTM": ".893",
}


def run(report: Callable[[str], None] = print) -> dict[str, dict]:
    """Train the three networks.

    Returns:
        For each "val_accuracy" (one number for each epoch), "parameters" and "seconds" (of one epoch, median).
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
    nets = {
        "convnet with the deck's bug": lambda: train(lambda: convnet(None), slow(learning_rate=1e-4)),
        "convnet with a sigmoid": lambda: train(lambda: convnet("sigmoid"), slow(learning_rate=1e-4)),
        "LSTM": lambda: train(lstm, slow()),
    }
    return {name: kept.once(RESULTS, name, measure, report) for name, measure in nets.items()}


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
    """The results as a table in Markdown."""
    lines = [
        "| network | parameters | best accuracy @epoch | after 10 epochs | in the literature | seconds for an epoch |",
        "|---|---|---|---|---|---|",
    ]
    for name, found in results.items():
        curve = found["val_accuracy"]
        best = f"{max(curve):.3f} @{int(np.argmax(curve)) + 1}"
        figures = f"{found['parameters']:,} | {best} | {curve[-1]:.3f} | {LITERATURE[name]} | {found['seconds']:.0f}"
        lines.append(f"| {name} | {figures} |")
    return "\n".join(lines)
