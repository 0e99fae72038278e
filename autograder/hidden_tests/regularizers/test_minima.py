"""Where a penalized bowl has its minimum, with L2 and with L1."""

import numpy as np
import pytest

from autograder.questions import expect
from autograder.questions.student_work import describe


def minimum_of(submission, function: str, minimum: np.ndarray, curvature: np.ndarray, strength: float):
    """The call, the answer, and whether the arrays that were given are as before."""
    what = f"{function}({describe(minimum)}, {describe(curvature)}, {strength})"
    result, after = submission.call_and_inspect(function, minimum, curvature, strength)
    result = expect.array(result, what, shape=minimum.shape)
    return what, result, np.array_equal(after[0], minimum) and np.array_equal(after[1], curvature)


def expect_unchanged(unchanged: bool, what: str) -> None:
    reason = f"{what}: minimum or curvature is another one afterwards. Likely cause: the result is written into it"
    expect.true(unchanged, reason)


@pytest.mark.graded("check_minimum_l2", points=1)
def test_l2_shrinks(submission):
    """With L2 each weight shrinks by a factor that depends on its curvature."""
    rng = np.random.default_rng(2)
    cases = [
        (rng.normal(0, 2, count), rng.uniform(0.2, 4, count), strength)
        for count, strength in ((5, 0.7), (2, 0.0), (1, 3.0))
    ]
    # A flat bowl and a steep one: who goes down in steps must arrive in both.
    cases += [
        (np.array([0.5, -3e-5]), np.array([0.4, 2.0]), 0.7),
        (np.array([20.0]), np.array([0.2]), 0.01),
        (np.array([-3.0, 1.5]), np.array([12.0, 0.5]), 4.0),
    ]
    for minimum, curvature, strength in cases:
        what, result, unchanged = minimum_of(submission, "minimum_l2", minimum, curvature, strength)
        hint = "the derivative c * (w - m) + 2 * strength * w is zero there"
        expected = curvature * minimum / (curvature + 2 * strength)
        expect.close(result, expected, what, tolerance=1e-3, hint=hint)
        reason = f"{what}: a weight is exactly 0. L2 makes weights small, but never 0"
        expect.true((result != 0).all(), reason)
        expect_unchanged(unchanged, what)


def l1_minima(submission):
    """For several bowls: the call, the answer, the right one, which weights survive, whether the bowl is unchanged."""
    cases = (
        ([2.0, -1.5, 0.4, -0.2, 0.0], [1.0, 2.0, 1.0, 3.0, 1.0], 0.9),
        ([-3.0, 0.5], [0.5, 4.0], 1.0),
        ([1.2, -0.7], [0.5, 2.0], 0.0),
        ([12.0, -250.0, 0.52], [1.0, 0.5, 2.0], 1.0),
    )
    for minimum, curvature, strength in cases:
        minimum, curvature = np.array(minimum), np.array(curvature)
        distance = np.abs(minimum) - strength / curvature
        expected = np.sign(minimum) * np.maximum(distance, 0)
        what, result, unchanged = minimum_of(submission, "minimum_l1", minimum, curvature, strength)
        yield what, result, expected, distance > 0, unchanged


@pytest.mark.graded("check_minimum_l1", points=1)
def test_l1_moves_weights_towards_zero(submission):
    """With L1 a weight that survives moves towards zero by strength / curvature, from either side."""
    for what, result, expected, survives, unchanged in l1_minima(submission):
        hint = "the derivative c * (w - m) + strength * sign(w) is zero there"
        moved = f"{what}: the weights that do not become zero"
        expect.close(result[survives], expected[survives], moved, tolerance=1e-3, hint=hint)
        expect_unchanged(unchanged, what)


@pytest.mark.graded("check_minimum_l1", points=1)
def test_l1_sets_weights_to_zero(submission):
    """With L1 the weights that the penalty outweighs are exactly zero."""
    for what, result, _, survives, _ in l1_minima(submission):
        left = result[~survives]
        reason = (
            f"{what}: expected exactly 0.0 for the weights that the penalty outweighs, got {describe(left)}. Likely "
            "cause: they cross zero, or a search comes close to zero only"
        )
        expect.true((left == 0).all(), reason)
