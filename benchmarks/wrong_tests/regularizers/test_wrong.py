"""Hidden tests with a mistake in them: `value`, a wrong expected value; `detail`, a detail that is not asked for."""

import numpy as np
import pytest

from autograder.questions import expect


@pytest.mark.graded("check_minimum_l2", points=1)
def test_value_half_the_penalty(submission):
    """The expected minimum is that of a penalty half as strong."""
    minimum, curvature = np.array([2.0, -1.0, 0.5]), np.array([1.0, 2.0, 4.0])
    expected = curvature * minimum / (curvature + 0.7)
    expect.close(submission.call("minimum_l2", minimum, curvature, 0.7), expected, "minimum_l2(...)", tolerance=1e-3)


@pytest.mark.graded("check_read_history", points=1)
def test_value_epochs_from_zero(submission):
    """The expected epoch is counted from 0."""
    history = {"bce": [0.6, 0.5, 0.4, 0.3], "val_bce": [0.6, 0.55, 0.5, 0.52]}
    value = submission.call("read_history", history)
    expect.equal(value.get("epoch") if isinstance(value, dict) else value, 2, "read_history(...)['epoch']")


@pytest.mark.graded("check_dropout", points=1)
def test_detail_same_random_numbers(submission):
    """The generator is asked in one way only: one number for each value, dropped if it is below the rate."""
    x = np.arange(1.0, 61.0).reshape(6, 10)
    what = "dropout(x, 0.4, np.random.default_rng(5))"
    value = submission.evaluate("dropout(x, 0.4, np.random.default_rng(5))", what=what, x=x)
    expected = x * (np.random.default_rng(5).random(x.shape) >= 0.4) / 0.6
    expect.close(value, expected, what)


@pytest.mark.graded("check_dropout", points=1)
def test_detail_type_of_dropped_values(submission):
    """The values are float64."""
    x = np.arange(1.0, 61.0).reshape(6, 10)
    value = submission.evaluate("dropout(x, 0.4, np.random.default_rng(5))", what="dropout(...)", x=x)
    expect.true(np.asarray(value).dtype == np.float64, f"dropout(...): expected float64, got {np.asarray(value).dtype}")


@pytest.mark.graded("check_multi_hot", points=1)
def test_detail_type_of_vectors(submission):
    """Vectors are float32."""
    value = np.asarray(submission.call("multi_hot", [[1, 2], [3]], 10))
    expect.true(value.dtype == np.float32, f"multi_hot(...): expected float32, got {value.dtype}")


@pytest.mark.graded("check_build_net", points=1)
def test_detail_number_of_layers(submission):
    """Without dropout the model has three layers."""
    count = submission.evaluate("len(build_net(units=4, words=20).layers)", what="number of layers of build_net(...)")
    expect.equal(count, 3, "number of layers of build_net(units=4, words=20)")


@pytest.mark.graded("check_minimum_l1", points=1)
def test_detail_last_digits(submission):
    """The minimum is right to twelve digits, which no search reaches."""
    minimum, curvature = np.array([2.0, -1.5, 0.4]), np.array([1.0, 2.0, 1.0])
    expected = np.sign(minimum) * np.maximum(np.abs(minimum) - 0.9 / curvature, 0)
    expect.close(submission.call("minimum_l1", minimum, curvature, 0.9), expected, "minimum_l1(...)", tolerance=1e-12)
