"""A training shows how far it is, however a student calls `fit`, and is otherwise as it would be."""

import itertools
from types import SimpleNamespace

import keras
import numpy as np
import pytest

from convnets import progress

X, Y = np.zeros((8, 2), "float32"), np.zeros(8)


class Handle:
    """Keeps the texts of a line that is shown anew."""

    def __init__(self):
        self.texts = []

    def update(self, line):
        self.texts.append(repr(line))


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A second goes by each time somebody looks at the clock."""
    seconds = itertools.count()
    monkeypatch.setattr(progress, "time", SimpleNamespace(perf_counter=lambda: next(seconds)))


@pytest.fixture
def texts(monkeypatch):
    """What a notebook shows, one after the other."""
    handle = Handle()

    def display(line, display_id):
        handle.update(line)
        return handle

    monkeypatch.setattr(progress, "display", display)
    return handle.texts


def _model(metrics=("accuracy",)):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid", bias_initializer="ones")])
    model.compile("sgd", "binary_crossentropy", metrics=list(metrics))
    return model


def test_each_epoch_is_shown_with_its_scores(texts):
    with progress.shown("net"):
        _model().fit(X, Y, epochs=2, verbose=0, validation_data=(X, Y))
    assert texts == [
        "net ...",
        "net: epoch 1 of 2, accuracy 0.000, val_accuracy 0.000, about 1 s left",
        "net: epoch 2 of 2, accuracy 0.000, val_accuracy 0.000, about 0 s left",
        "net: 2 epochs in 4 s, accuracy 0.000, val_accuracy 0.000",
    ]


def test_the_loss_is_shown_where_there_is_no_metric(texts):
    with progress.shown("net"):
        _model(metrics=()).fit(X, Y, verbose=0)
    assert texts[1].startswith("net: epoch 1 of 1, loss 1.")


def test_epochs_of_several_fits_are_counted(texts):
    model = _model()
    with progress.shown("net"):
        for epoch in range(3):
            model.fit(X, Y, initial_epoch=epoch, epochs=epoch + 1, verbose=0)
    assert "epoch 3 of 3" in texts[3]
    assert texts[-1].startswith("net: 3 epochs in 7 s")


class Count(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.epochs = 0

    def on_epoch_end(self, epoch, logs=None):
        self.epochs += 1


def test_callbacks_of_the_student_are_called_too(texts):
    one, many = Count(), Count()
    with progress.shown("net"):
        _model().fit(X, Y, verbose=0, callbacks=one)
        _model().fit(X, Y, None, 2, 0, [many])  # by position
    assert (one.epochs, many.epochs) == (1, 2)
    assert texts[-1].startswith("net: 3 epochs")


def test_a_list_of_callbacks_made_by_keras_is_left_alone(texts):
    model = _model()
    count = Count()
    with progress.shown("net"):
        model.fit(X, Y, verbose=0, callbacks=keras.callbacks.CallbackList([count], add_history=True, model=model))
    assert count.epochs == 1
    assert texts[1:] == ["net: 1 s"]


def test_a_progress_bar_of_keras_is_left_alone(texts, capsys):
    with progress.shown("net"):
        _model().fit(X, Y)
    assert texts == ["net ...", "net: 1 s"]
    assert "accuracy" in capsys.readouterr().out


def test_a_training_without_fit_shows_its_seconds(texts):
    with progress.shown("net"):
        _model().train_on_batch(X, Y)
    assert texts == ["net ...", "net: 1 s"]


def test_the_training_is_the_same(texts):
    x = np.random.default_rng(0).normal(size=(64, 2))
    y = x[:, 0] > 0
    plain, watched = _model(), _model()
    keras.utils.set_random_seed(1)
    history = plain.fit(x, y, epochs=2, verbose=0).history
    keras.utils.set_random_seed(1)
    with progress.shown("net"):
        assert watched.fit(x, y, epochs=2, verbose=0).history == history
    assert all(map(np.array_equal, watched.get_weights(), plain.get_weights()))


def test_fit_is_what_it_was_afterwards(texts):
    fit = keras.Model.fit
    with pytest.raises(TypeError, match="nb_epoch"), progress.shown("net"):
        _model().fit(X, Y, nb_epoch=2)
    assert keras.Model.fit is fit
    assert "fit" not in vars(keras.Model)


def test_without_jupyter_the_beginning_and_the_end_are_printed(capsys):
    with progress.shown("net"):
        _model().fit(X, Y, epochs=2, verbose=0)
    assert capsys.readouterr().out == "net ...\nnet: 2 epochs in 4 s, accuracy 0.000\n"
