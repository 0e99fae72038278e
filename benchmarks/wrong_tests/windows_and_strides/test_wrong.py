"""Hidden tests with a mistake in them: `value`, a wrong expected value; `detail`, a detail that is not asked for."""

import numpy as np
import pytest

from autograder.hidden_tests.windows_and_strides.configurations import configuration
from autograder.hidden_tests.windows_and_strides.tables import made_up_table
from autograder.hidden_tests.windows_and_strides.test_reject_impossible import TOO_LARGE, rejection
from autograder.hidden_tests.windows_and_strides.test_results_table import made_up_rows
from autograder.questions import expect


@pytest.mark.graded("check_predict_sides", points=1)
def test_value_same_rounds_down(submission):
    """With "same" the sides are expected to be rounded down."""
    given = configuration(3, 3, 2, 8, "same")
    expect.equal(submission.call("predict_sides", given, 25), [12, 6, 3], "predict_sides(...)")


@pytest.mark.graded("check_pareto_front", points=1)
def test_value_front_from_many_to_few(submission):
    """The front is expected in the other order."""
    table = made_up_table([9000, 400, 3000], [0.9, 0.5, 0.8])
    found = [entry["parameters"] for entry in submission.call("pareto_front", table)]
    expect.equal(found, [9000, 3000, 400], "pareto_front(...)")


@pytest.mark.graded("check_reject_impossible", points=1)
def test_detail_wording(submission):
    """The message has the words of one solution."""
    for size, given, number, side in TOO_LARGE[1:3]:
        _, message = rejection(submission, given, size)
        expect.true(f"convolution {number}" in message and f"side of {side}" in message, f"the message is {message!r}")


@pytest.mark.graded("check_reject_impossible", points=1)
def test_detail_exact_class(submission):
    """The error is a ValueError itself, not a class of its own below it."""
    size, given, _, _ = TOO_LARGE[0]
    try:
        submission.call("reject_impossible", given, size)
    except Exception as error:
        expect.equal(getattr(error, "error", ""), "ValueError", "class of the error")
        return
    expect.true(False, "no error was raised")


@pytest.mark.graded("check_results_table", points=1)
def test_detail_order_of_keys(submission):
    """The entries have their keys in one order."""
    rows, _ = made_up_rows()
    entry = submission.call("results_table", rows)[0]
    expected = ["configuration", "parameters", "validation_accuracy", "spread", "seconds"]
    expect.equal(list(entry), expected, "keys of the first entry")


@pytest.mark.graded("check_build_model", points=1)
def test_detail_sequential(submission):
    """The model is a Sequential."""
    what = "type of build_model(...)"
    given = configuration(1, 3, 1, 4, "same")
    kind = submission.evaluate("type(build_model(given)).__name__", what=what, given=given)
    expect.equal(kind, "Sequential", what)


@pytest.mark.graded("check_predict_sides", points=1)
def test_detail_list(submission):
    """The sides are Python's whole numbers in a list."""
    value = submission.call("predict_sides", configuration(2, 3, 1, 8, "valid"), 28)
    expect.true(type(value) is list and all(type(side) is int for side in value), f"expected a list of int: {value!r}")
    expect.true(not isinstance(value, np.ndarray), "an array")
