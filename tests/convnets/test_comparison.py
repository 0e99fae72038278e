"""Visible checks and hidden tests compare by the same rules, with few exceptions, and differ in what they say."""

import contextlib
import io
import math

import numpy as np
import pytest
import tensorflow as tf
from naming import name_of

from autograder.questions import agent, expect
from convnets import check
from convnets.check import CheckFailed
from convnets.comparison import Difference, difference

BOTH, CHECK, HIDDEN_TEST, NEITHER = "both", "check", "hidden test", "neither"


@pytest.mark.parametrize(
    ("value", "expected", "accepted_by"),
    [
        (5, 5, BOTH), (5.0, 5, BOTH), (np.float32(5), 5, BOTH), (np.array(5), 5, BOTH), (2**53 + 1, 2**53 + 1, BOTH),
        (5.0000001, 5, NEITHER), (10**400, 5, NEITHER), ("5", 5, NEITHER), (b"5", 5, NEITHER), (5j, 5, NEITHER),
        # Only a visible check forgives a rounding error, and sees tensors and complex numbers without imaginary part.
        (0.1 + 0.2, 0.3, CHECK), (0.3000001, 0.3, CHECK), (0.31, 0.3, NEITHER), (float(np.float32(0.3)), 0.3, CHECK),
        (np.float32(0.3), 0.3, BOTH),
        (tf.constant(5), 5, CHECK), (tf.constant([5]), 5, NEITHER), (np.complex64(5), 5, CHECK), (5 + 0j, 5, NEITHER),
        # Only a hidden test takes what is in an array of one value for that value.
        (np.array([[5]]), 5, HIDDEN_TEST), (np.array(["a"]), "a", HIDDEN_TEST), (np.array("a"), "a", HIDDEN_TEST),
        (np.array([True]), True, HIDDEN_TEST), (np.array(True), True, BOTH), ([5], 5, NEITHER),
        (True, True, BOTH), (np.bool_(False), False, BOTH), (1, True, NEITHER), (True, 1, NEITHER),
        (np.bool_(True), 1.0, NEITHER), (math.nan, math.nan, NEITHER), (math.inf, math.inf, BOTH), (-0.0, 0.0, BOTH),
        ("a", "a", BOTH), (np.str_("a"), "a", BOTH), ("A", "a", NEITHER), (b"a", "a", NEITHER), (None, None, BOTH),
        (None, 0, NEITHER), (0, None, NEITHER), ({1, 2}, {2, 1}, BOTH), ({1}, frozenset({1}), NEITHER),
        ([], (), BOTH), ([1, 2], (1, 2), BOTH), (np.arange(2), [0, 1], BOTH), ([0, 1], np.arange(2), BOTH),
        (np.array(5), (5,), NEITHER), ((2, 1), (1, 2), NEITHER), ([1], [1, 2], NEITHER), ({}, (), NEITHER),
        ([[1, 2], [3]], ((1, 2), (3,)), BOTH), ([np.ones(2), (3,)], ((1, 1), (3,)), BOTH), ([True], [1], NEITHER),
        ([[0.3000001]], [[0.3]], CHECK), ([np.array([5])], [5], HIDDEN_TEST), (np.zeros((0, 3)), [], BOTH),
        ({"a": (1,)}, {"a": [1.0]}, BOTH), ({"a": 1}, {"b": 1}, NEITHER), ({"a": 1, "b": 2}, {"a": 1}, NEITHER),
        ([("a", 1)], {"a": 1}, NEITHER), (iter([1]), (1,), NEITHER), (object(), 5, NEITHER), (len, len, BOTH),
    ],
    ids=name_of,
)  # fmt: skip
def test_which_values_are_equal(value, expected, accepted_by):
    faces = {CHECK: check.equal, HIDDEN_TEST: expect.equal}
    accepted = [name for name, equal in faces.items() if _accepts(equal, value, expected)]
    assert accepted == {BOTH: [CHECK, HIDDEN_TEST], NEITHER: []}.get(accepted_by, [accepted_by])


def _accepts(equal, value, expected) -> bool:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            equal(value, expected, "f(1)")
    except CheckFailed:
        return False
    return True


@pytest.mark.parametrize(
    ("function", "value", "expected", "message"),
    [
        (check.equal, None, 5, "f(1): expected 5, got None.\nLikely cause: did you forget the return statement?"),
        (expect.equal, None, 5, "f(1): expected 5, got None (is the return statement missing?)"),
        (check.equal, 5.5, "a", "f(1): expected 'a' (str), got 5.5 (float)."),
        (expect.equal, 5.5, "a", "f(1): expected 'a', got 5.5"),
        (check.equal, np.ones(2), 5, "f(1): expected 5, got an array of shape (2,)."),
        (expect.equal, np.ones(2), 5, "f(1): expected 5, got an array of shape (2,) and dtype float64"),
        (check.equal, [np.int64(1)], (2,), "f(1): expected (2,), got [np.int64(1)]."),
        (expect.equal, [np.int64(1)], (2,), "f(1): expected (2,), got [1]"),
        (check.array, np.ones(2), [1, 2], "f(1): expected\n[1 2]\ngot\n[1. 1.]"),
        (expect.close, np.ones(2), [1, 2], "f(1): expected 2, got 1 at position (1,); 1 of 2 values are wrong"),
        (
            check.array,
            np.ones(40),
            np.zeros(40),
            "f(1): expected 0 at position (0,), got 1; 40 of 40 values differ.",
        ),
        (check.array, np.ones((2, 1)), np.ones(2), "f(1): expected an array of shape (2,), got shape (2, 1)."),
        (expect.close, np.ones((2, 1)), np.ones(2), "f(1): expected shape (2,), got (2, 1)"),
    ],
    ids=name_of,
)  # fmt: skip
def test_each_says_it_in_its_own_words(function, value, expected, message):
    with pytest.raises(CheckFailed) as caught:
        function(value, expected, "f(1)")
    assert str(caught.value) == message


def test_where_arrays_differ():
    assert difference(np.ones((2, 2)), np.array([[1, 1], [0, 2]]), 1e-4) == Difference((1, 0), 2)
    assert difference(np.array(1.0), np.array(2.0), 1e-4) == Difference((), 1)
    assert difference(np.array([math.nan]), np.array([math.nan]), 1e-4) == Difference((0,), 1)
    assert difference(np.array([1.05]), np.array([1]), 0.1) is None
    assert difference(np.empty((0, 3)), np.empty((0, 3)), 1e-4) is None


def _as(dtype: str, values):
    return tf.cast(tf.constant(values, tf.float64), dtype)


@pytest.mark.parametrize(
    ("dtype", "off", "accepted"),
    [
        ("float16", 2e-3, True), ("float16", 1e-2, False), ("bfloat16", 2e-2, True), ("bfloat16", 6e-2, False),
        ("float32", 2e-3, False), ("float64", 2e-3, False), ("float32", 5e-5, True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("scale", [1e-2, 1.0, 300.0])
def test_values_may_be_off_by_the_rounding_of_their_type(dtype, off, accepted, scale):
    expected = scale * np.linspace(0.2, 1, 5)
    tensor = _as(dtype, expected * (1 + off))
    tolerance = 1e-4 * min(scale, 1)
    sent = agent.decode(agent.encode(tensor), lambda *_: None)
    for compare, value in ((check.array, tensor), (expect.close, sent)):
        with contextlib.nullcontext() if accepted else pytest.raises(CheckFailed):
            compare(value, expected, "f()", tolerance=tolerance)


@pytest.mark.parametrize(("dtype", "accepted"), [("float16", True), ("bfloat16", True), ("float64", False)])
def test_a_number_may_be_off_by_the_rounding_of_its_type(dtype, accepted):
    tensor = _as(dtype, 0.7001)
    sent = agent.decode(agent.encode(tensor), lambda *_: None)
    compared = [(check.equal, tensor, {}), (expect.equal, sent, {}), (expect.close, sent, {"tolerance": 1e-6})]
    for compare, value, keywords in compared:
        with contextlib.nullcontext() if accepted else pytest.raises(CheckFailed):
            compare(value, 0.7, "f()", **keywords)


def test_rounding_does_not_excuse_a_number_where_zero_or_a_whole_number_is_expected():
    assert difference(np.full(3, 1e-3, "float16"), np.zeros(3), 1e-4) == Difference((0,), 3)
    for value in (_as("float16", 5.01), np.float16(5.01)):
        with pytest.raises(CheckFailed):
            check.equal(value, 5, "f()")
