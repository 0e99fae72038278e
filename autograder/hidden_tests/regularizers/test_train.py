"""Training: what is learned, which loss and metric are reported, and how many steps an epoch takes."""

from typing import Any

import numpy as np
import pytest

from autograder.hidden_tests.circuit import outputs_of
from autograder.hidden_tests.regularizers.trainings import (
    ASKED_EPOCHS,
    BATCH,
    DEFAULT_EPOCHS,
    REVIEWS,
    STILL_EPOCHS,
    TRAIN,
    asked_training,
    penalized_training,
    training_without_progress,
)
from autograder.questions import expect


@pytest.mark.graded("check_train", points=1)
def test_given_model_learns(submission, thresholds):
    """The given model itself learns the given reviews, and judges others afterwards."""
    _, trained, x_new, y_new = asked_training(submission)
    what = "train(model, ...): the model afterwards"
    trained = expect.model(trained, what, input_shape=(None, 120), output_shape=(None, 1))
    of_positive = np.asarray(outputs_of(trained, x_new), "float64")[:, 0]
    probability = float(np.where(y_new == 1, of_positive, 1 - of_positive).mean())
    what = "mean probability of the right label of new reviews after train(model, 1600 reviews, ..., epochs=10)"
    hint = "another model was trained (then it is 0.5), other labels, or the learning rate is far too small"
    thresholds.at_least("probability_of_right_labels", probability, what, hint)


def last(history: dict[str, list[float]], name: str) -> float:
    values: Any = expect.entry(history, name, TRAIN)
    expect.true(len(values) > 0, f"{TRAIN}: {name} has no values")
    return values[-1]


@pytest.mark.graded("check_train", points=0.5)
def test_metric_leaves_the_penalty_out(submission):
    """`val_bce` is the cross-entropy of the validation reviews, without the penalty."""
    history, entropy, *_ = penalized_training(submission)
    expect.entry(history, "bce", TRAIN)
    hint = "the penalty is in it, other reviews are meant, or a better epoch was brought back"
    expect.close(last(history, "val_bce"), entropy, f"{TRAIN}: last val_bce", tolerance=5e-3, hint=hint)
    what, history, _ = training_without_progress(submission)
    expect.entry(history, "val_bce", what)


@pytest.mark.graded("check_train", points=0.5)
def test_loss_is_cross_entropy_and_penalty(submission):
    """What is minimised is the binary cross-entropy and the model's own penalty."""
    history, entropy, fee, _ = penalized_training(submission)
    hint = "the loss is not binary_crossentropy, or other reviews are given as validation data"
    expect.close(last(history, "val_loss"), entropy + fee, f"{TRAIN}: last val_loss", tolerance=5e-3, hint=hint)


def epochs_in(history: dict[str, list[float]]) -> int:
    return len(history["val_bce" if "val_bce" in history else next(iter(history))])


@pytest.mark.graded("check_train", points=0.5)
def test_training_takes_the_asked_epochs(submission):
    """The history has as many epochs as were asked for, 20 if nothing is said."""
    what = f"train(model, ..., epochs={ASKED_EPOCHS})"
    history = expect.history(asked_training(submission)[0], what)
    hint = "pass epochs on to fit, and do not stop early"
    expect.equal(epochs_in(history), ASKED_EPOCHS, f"{what}: epochs in the history", hint)
    history, *_ = penalized_training(submission)
    hint = "another default of epochs, or training stops early"
    expect.equal(epochs_in(history), DEFAULT_EPOCHS, f"{TRAIN}: epochs in the history", hint)
    what, history, _ = training_without_progress(submission)
    hint = "training stops early when a figure no longer gets better"
    expect.equal(epochs_in(history), STILL_EPOCHS, f"{what}: epochs in the history", hint)


@pytest.mark.graded("check_train", points=0.5)
def test_an_epoch_is_one_round_in_batches_of_64(submission):
    """Each epoch of the history goes through the training reviews once, in batches of 64."""
    history, *_, steps = penalized_training(submission)
    hint = (
        "another batch_size, validation reviews among the training reviews, training that is not in the history, or a "
        "better epoch was brought back"
    )
    expected = epochs_in(history) * REVIEWS // BATCH
    what = f"{TRAIN}: steps for {epochs_in(history)} epochs of {REVIEWS} reviews"
    expect.equal(round(steps), expected, what, hint)
    what, history, steps = training_without_progress(submission)
    hint = "65 reviews are a batch of 64 and a batch of one, in each epoch"
    expect.equal(round(steps), 2 * epochs_in(history), f"{what}: steps for {epochs_in(history)} epochs", hint)
