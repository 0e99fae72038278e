"""The loss with which training starts, for a model whose outputs are known: probabilities or logits."""

from functools import cache

import keras
import numpy as np

from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.mnist_convnet.models import CLASSES, classifier
from autograder.questions import expect
from autograder.questions.student_work import StudentWork
from convnets.check import CheckFailed

# Far from 0: Keras hands binary_crossentropy the scores, and near 0 its loss would come close to the expected one.
BIAS = np.full(CLASSES, -4.0)
BIAS[7] = 4.0


@cache
def sure_of_sevens(end: str) -> keras.Model:
    """A model that takes every image for a 7, with the scores of `BIAS`; not to be changed."""
    return classifier((6, 6, 1), [np.zeros((36, CLASSES)), BIAS], end)


@once
def first_loss(submission: StudentWork, end: str) -> float:
    """The loss of the first epoch, divided by the mean cross-entropy."""
    labels = np.where(np.arange(40) % 10 == 6, 3, 7)  # few of the digits occur, and not the last ones
    # On black images only the bias can learn, and hardly moves in a few steps.
    result = submission.call("train", sure_of_sevens(end), np.zeros((40, 6, 6, 1), "float32"), labels, 1, eager=True)
    loss = expect.entry(expect.history(result, "train(...)"), "loss", "train(...)")
    expect.true(len(loss) > 0, "train(...)['loss']: expected a number for each epoch, got none")
    return float(loss[0] / np.mean(np.log(np.exp(BIAS).sum()) - BIAS[labels]))


def expect_loss_of_logits(submission: StudentWork, builder: str) -> None:
    """Expect that `train` is told that the student's own model outputs logits; a `train` that fails is passed over.

    Args:
        builder: the call that builds the model.
    """
    try:
        share = first_loss(submission, "linear")
    except CheckFailed:
        return
    reason = (
        f"{builder} outputs logits, and for a model that does, the first loss of train(...) is {share:.2f} times the "
        "cross-entropy. Likely cause: the loss is not told (from_logits=True)"
    )
    expect.true(0.6 < share < 1.2, reason)


def outputs_logits(submission: StudentWork, function: str) -> bool:
    """Whether a function of the student's builds a model whose outputs are logits; False if it fails."""
    images = np.random.default_rng(14).uniform(size=(4, 28, 28, 1)).astype("float32")
    try:
        outputs = expect.array(submission.evaluate(f"{function}()(images)", images=images), f"{function}()(images)")
    except CheckFailed:
        return False
    return bool((outputs < 0).any())  # of 40 random scores


def train_is_there(submission: StudentWork) -> bool:
    """Whether there is a function `train`."""
    try:
        return submission.evaluate("callable(train)") is True
    except CheckFailed:
        return False
