"""How far a training is, in one line that changes after each epoch.

    with progress.shown("with augmentation"):
        history = train(model, training, validation, epochs=24)

While it trains, the line is

    with augmentation: epoch 8 of 24, accuracy 0.713, val_accuracy 0.643, about 12 s left

and at the end it says how long that took. How `fit` is called is the business of the function inside, which a student
has written; so Keras' `fit` itself gets one more callback for as long as the block lasts. A `fit` that shows its own
progress bar is left alone, and so is a training that does without `fit`.
"""

import functools
import inspect
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

import keras
from IPython.display import display
from keras.callbacks import Callback, CallbackList


@contextmanager
def shown(name: str) -> Iterator[None]:
    """Show how far the trainings inside the block are.

    Args:
        name: of what is trained; the line begins with it.
    """
    line = _Line(name)
    with mock.patch.object(keras.Model, "fit", _watched(keras.Model.fit, line)):
        yield
    line.end()


def _watched(fit: Callable, line: "_Line") -> Callable:
    """`fit` with a callback that tells the line about each epoch."""
    signature = inspect.signature(fit)

    @functools.wraps(fit)
    def watched_fit(*args, **kwargs):
        given = signature.bind(*args, **kwargs)
        callbacks = given.arguments.get("callbacks")
        if given.arguments.get("verbose", "auto") == 0 and not isinstance(callbacks, CallbackList):
            given.arguments["callbacks"] = [callbacks or [], _EachEpoch(line)]  # Keras flattens lists in lists
        return fit(*given.args, **given.kwargs)

    return watched_fit


class _EachEpoch(Callback):
    def __init__(self, line: "_Line"):
        super().__init__()
        self._line = line

    def on_train_begin(self, logs=None):
        self._start, self._trained = time.perf_counter(), 0

    def on_epoch_end(self, epoch, logs=None):
        self._trained += 1
        epochs = self.params["epochs"]
        seconds = (time.perf_counter() - self._start) / self._trained
        self._line.epoch(epoch + 1, epochs, logs or {}, seconds * (epochs - epoch - 1))


class _Line:
    """A line of a cell's output that is shown anew; without Jupyter only its beginning and its end are printed."""

    def __init__(self, name: str):
        self._name = name
        self._start, self._epochs, self._scores = time.perf_counter(), 0, ""
        self._text = f"{name} ..."
        self._handle = display(self, display_id=True)

    def __repr__(self) -> str:
        return self._text

    def epoch(self, number: int, epochs: int, logs: dict[str, float], seconds_left: float) -> None:
        """An epoch is over."""
        self._epochs += 1
        scores = {key: value for key, value in logs.items() if not key.endswith("loss")} or logs
        self._scores = "".join(f", {key} {value:.3f}" for key, value in scores.items())
        self._text = f"{self._name}: epoch {number} of {epochs}{self._scores}, about {seconds_left:.0f} s left"
        if self._handle:
            self._handle.update(self)

    def end(self) -> None:
        """The block is over."""
        seconds = f"{time.perf_counter() - self._start:.0f} s"
        trained = f"{self._epochs} epochs in {seconds}" if self._epochs else seconds
        self._text = f"{self._name}: {trained}{self._scores}"
        if self._handle:
            self._handle.update(self)
        else:
            print(self._text)
