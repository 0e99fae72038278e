"""Dropout by hand: which values are dropped, what becomes of the others, and when nothing happens."""

import numpy as np
import pytest

from autograder.hidden_tests.answers import answers_of
from autograder.questions import expect


def given_values(shape: tuple[int, ...]) -> np.ndarray:
    """Values that are not zero, of both signs and different sizes."""
    rng = np.random.default_rng(11)
    return rng.uniform(0.5, 2, shape) * rng.choice([-1.0, 1.0], shape)


def one_call(submission, x: np.ndarray, rate: float) -> tuple[str, np.ndarray]:
    """The call of `dropout` in training, and its answer, which has the shape of `x`."""
    what = f"dropout(x of shape {x.shape}, {rate}, rng)"
    value = submission.evaluate("dropout(x, rate, np.random.default_rng(5))", what=what, x=x, rate=rate)
    return what, expect.array(value, what, shape=x.shape)


@pytest.mark.graded("check_dropout", points=0.5)
def test_each_value_is_dropped_on_its_own(submission):
    """Each value becomes zero with the probability `rate`, whatever happens to the others."""
    for rate in (0.15, 0.7, 0.0):
        what, result = one_call(submission, given_values((150, 100)), rate)
        dropped = result == 0
        hint = "rate is the probability to drop a value, not to keep it"
        reason = f"{what}: {dropped.mean():.1%} of the values are zero, expected about {rate:.0%}. Likely cause: {hint}"
        expect.true(abs(dropped.mean() - rate) < 0.03, reason)
        for axis, lines in ((1, "row"), (0, "column")):
            spread, count = dropped.mean(axis=axis).std(), dropped.shape[axis]
            usual = np.sqrt(rate * (1 - rate) / count)
            reason = (
                f"{what}: the share of zeros in a {lines} varies by {spread:.3f}, expected about {usual:.3f}. Likely "
                f"cause: one decision for many values, such as one mask for all rows, or a fixed number of zeros"
            )
            expect.true(0.5 * usual <= spread <= 2 * usual, reason)
    what, result = one_call(submission, given_values((30, 20, 25)), 0.5)
    for axis, count in enumerate(result.shape):
        spread, usual = np.mean(result == 0, axis=axis).std(), np.sqrt(0.25 / count)
        reason = f"{what}: values are dropped together along axis {axis}. Likely cause: the mask has fewer axes than x"
        expect.true(0.5 * usual <= spread <= 2 * usual, reason)
    what = "100 calls dropout(x of 12 values, 0.5, rng) with one generator"
    value = submission.evaluate(
        "[dropout(x.copy(), 0.5, rng) for rng in [np.random.default_rng(7)] * 100]", what=what, x=given_values((12,))
    )
    calls = [expect.array(result, what, shape=(12,)) == 0 for result in answers_of(value, 100, what)]
    shares = np.mean(calls, axis=0)
    reason = f"{what}: some values are dropped in each call or in none. Likely cause: the mask is the same each time"
    expect.true(((shares > 0) & (shares < 1)).all(), reason)
    reason = f"{what}: each call drops the same number of values. Each value should be dropped on its own"
    expect.true(np.sum(calls, axis=1).std() > 0, reason)


@pytest.mark.graded("check_dropout", points=0.5)
def test_what_stays_is_scaled(submission):
    """The values that stay are multiplied by 1 / (1 - rate), in arrays with any number of axes."""
    for shape, rate in (((40,), 0.5), ((30, 8), 0.2), ((6, 5, 4), 0.75)):
        x = given_values(shape)
        what, result = one_call(submission, x, rate)
        stays = result != 0
        expect.true(stays.any(), f"{what}: all values are zero")
        hint = "what stays is multiplied by 1 / (1 - rate), also if by chance a larger or smaller share stays"
        expect.close(result[stays], x[stays] / (1 - rate), f"{what}: the values that stay", hint=hint)


@pytest.mark.graded("check_dropout", points=0.5)
def test_nothing_is_dropped_outside_of_training(submission):
    """With training=False the values come back as they are, and only then."""
    x = given_values((9, 7))
    for rate in (0.3, 0.8):
        what = f"dropout(x, {rate}, rng, training=False)"
        value = submission.evaluate(
            "[dropout(x.copy(), rate, np.random.default_rng(3), training=training) for training in (False, True)]",
            what=what,
            x=x,
            rate=rate,
        )
        outside, inside = answers_of(value, 2, what)
        expect.close(outside, x, what, hint="outside of training nothing is dropped, and nothing is scaled")
        dropped = np.count_nonzero(expect.array(inside, what.replace("False", "True")) == 0)
        expect.true(dropped > 0, f"{what.replace('False', 'True')}: nothing is dropped in training either")


@pytest.mark.graded("check_dropout", points=0.5)
def test_chance_comes_from_the_generator(submission):
    """The same seed gives the same result, another seed another one, and the given array stays as it is."""
    x = given_values((20, 10))
    what = "dropout(x, 0.5, np.random.default_rng(seed))"
    value = submission.evaluate(
        "[*[dropout(x.copy(), 0.5, np.random.default_rng(seed)) for seed in (1, 1, 2)], dropout(x, 0.5, "
        "np.random.default_rng(4)), x]",
        what=what,
        x=x,
    )
    first, again, other, _, afterwards = (
        expect.array(each, what, shape=x.shape) for each in answers_of(value, 5, what)
    )
    hint = "the random numbers come from somewhere else than rng"
    expect.true(np.array_equal(first, again), f"{what}: two results for one seed. Likely cause: {hint}")
    expect.true(not np.array_equal(first, other), f"{what}: one result for two seeds. Likely cause: {hint}")
    reason = f"{what}: x is another one afterwards. Likely cause: the zeros are written into x instead of a new array"
    expect.true(np.array_equal(afterwards, x), reason)
