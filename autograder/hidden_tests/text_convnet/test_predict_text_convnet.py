"""Positions, view and last layer of the lecture's network, predicted by hand."""

from typing import Any

import pytest

from autograder.hidden_tests.text_convnet.network import SMALL, predicted
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe_call

# Everything but the sizes of the embedding, which make no difference here.
PREDICTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"length": 41},
    {"length": 203, "window": 4, "pool": 3},
    {"window": 5},
    {"pool": 4},
    {key: SMALL[key] for key in ("length", "filters", "window", "pool")},
)


def expect_entry(submission: StudentWork, key: str, arguments: dict[str, Any], expected: Any, hint: str) -> None:
    """Expect one entry of the student's prediction."""
    what = describe_call("predict_text_convnet", (), arguments)
    value = expect.entry(submission.call("predict_text_convnet", **arguments), key, what)
    expect.equal(value, expected, f"{what}[{key!r}]", hint)


@pytest.mark.graded("check_predict_text_convnet", points=0.5)
def test_positions_after_each_layer(submission):
    """The positions after both convolutions and the pooling are right, also where pooling does not divide them."""
    hint = "a convolution takes window - 1 positions off, pooling divides and rounds down"
    for arguments in (*PREDICTIONS, {"length": 19, "window": 5, "pool": 3}):
        expect_entry(submission, "lengths", arguments, predicted(**arguments)["lengths"], hint)


@pytest.mark.graded("check_predict_text_convnet", points=0.5)
def test_words_in_the_view(submission):
    """The view of one output of the second convolution is right, whatever the length of the text."""
    hint = "one word without layers; each layer adds (window - 1) times the product of all strides below it"
    for arguments in (*PREDICTIONS, {"window": 2, "pool": 7}, {"window": 6, "pool": 1}):
        window, pool = arguments.get("window", 7), arguments.get("pool", 5)
        expect_entry(submission, "view", arguments, window + (pool - 1) + (window - 1) * pool, hint)


@pytest.mark.graded("check_predict_text_convnet", points=0.5)
def test_parameters_of_the_last_layer(submission):
    """The last layer has a weight for each number that comes in, behind the global maximum and behind Flatten."""
    hint = "one weight for each number that comes in, and one bias"
    for arguments in (*PREDICTIONS, {"filters": 11}):
        filters, positions = arguments.get("filters", 32), predicted(**arguments)["lengths"][2]
        expect_entry(submission, "global", arguments, filters + 1, hint)
        expect_entry(submission, "flatten", arguments, positions * filters + 1, hint)


@pytest.mark.graded("check_predict_text_convnet", points=0.5)
def test_too_short_texts_are_refused(submission):
    """A text that is too short for any of the three layers raises a ValueError."""
    others = {"length": 18, "window": 5, "pool": 3}, {"length": 52, "window": 9}, {"length": 4, "window": 1}
    for arguments in ({"length": 40}, {"length": 10}, {"length": 3}, *others):
        what = describe_call("predict_text_convnet", (), arguments)
        error = submission.error("predict_text_convnet", **arguments)
        got = error or "no error"
        reason = f"{what}: expected a ValueError, got {got}: a layer has no complete window in so short a text"
        expect.true(error == "ValueError", reason)
