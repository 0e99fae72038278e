"""Positions and parameters of the lecture's network, predicted by hand."""

from typing import Any

import pytest

from autograder.hidden_tests.text_convnet.network import SMALL, predicted
from autograder.questions import expect
from autograder.questions.student_work import describe_call

PREDICTIONS: tuple[dict[str, Any], ...] = ({}, {"length": 41}, {"length": 203, "window": 4, "pool": 3}, SMALL)


@pytest.mark.graded("check_predict_text_convnet", points=1)
def test_positions_after_each_layer(submission):
    """The positions after both convolutions and the pooling are right, also where pooling does not divide them."""
    for arguments in (*PREDICTIONS, {"length": 19, "window": 5, "pool": 3}):
        what = describe_call("predict_text_convnet", (), arguments)
        value = expect.entry(submission.call("predict_text_convnet", **arguments), "lengths", what)
        hint = "a convolution takes window - 1 positions off, pooling divides and rounds down"
        expect.equal(value, predicted(**arguments)["lengths"], f"{what}['lengths']", hint)


@pytest.mark.graded("check_predict_text_convnet", points=0.5)
def test_parameters_of_each_layer(submission):
    """The parameters of the embedding, the convolutions and the dense layer are right."""
    for arguments in (*PREDICTIONS, {"words": 70, "dimensions": 9, "filters": 11}):
        what = describe_call("predict_text_convnet", (), arguments)
        value = expect.entry(submission.call("predict_text_convnet", **arguments), "parameters", what)
        hint = "a filter has a weight for each word of its window and each of its input channels, and one bias"
        expect.equal(value, predicted(**arguments)["parameters"], f"{what}['parameters']", hint)


@pytest.mark.graded("check_predict_text_convnet", points=0.5)
def test_too_short_texts_are_refused(submission):
    """A text that is too short for any of the three layers raises a ValueError."""
    others = {"length": 18, "window": 5, "pool": 3}, {"length": 52, "window": 9}
    for arguments in ({"length": 40}, {"length": 10}, {"length": 3}, *others):
        what = describe_call("predict_text_convnet", (), arguments)
        error = submission.error("predict_text_convnet", **arguments)
        got = error or "no error"
        reason = f"{what}: expected a ValueError, got {got}: a layer has no complete window in so short a text"
        expect.true(error == "ValueError", reason)
