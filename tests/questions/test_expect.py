"""Expectations accept every form of a right answer, and say of anything else what was expected and what came."""

import math

import numpy as np
import pytest
from naming import name_of

from autograder.questions import agent, expect
from autograder.questions.agent import History, Opaque
from autograder.questions.student_work import CheckFailed

SCALARS = [
    *(None, True, False, np.bool_(True), 0, 3, -1, 2.5, math.nan, math.inf, 2**63 - 1, 10**400, 1j, np.complex64(1j)),
    *(
        "",
        "3",
        "nan",
        np.str_("a"),
        b"3",
        object(),
        len,
        Opaque("generator", "<...>"),
        np.float16(1),
        np.longdouble(2),
    ),
]
COLLECTIONS = [
    *([], [1], [1, None], [[1, 2], [3]], ["a"], [Opaque("generator", "")], (), (1, 2), set(), {1}, [10**400]),
    *([np.ones(2), np.ones(3)], [[1], [[2]]], [True, "a"], [2**62, 2.5], ["a", 1]),
    *(
        {},
        {"loss": [1.0]},
        {"loss": 3},
        {1: [2]},
        {"loss": ["a"]},
        {"loss": [math.nan]},
        History(loss=[0.5]),
        History(),
    ),
]
ARRAYS = [
    *(np.array(3), np.array([3]), np.array([[[2.5]]]), np.array([]), np.zeros((0, 3)), np.ones((2, 3))),
    *(np.array([True, False]), np.array(["a"]), np.array("a"), np.array([math.nan, 1]), np.array([1j])),
    np.array([None, 1]),
]
ANYTHING = [*SCALARS, *COLLECTIONS, *ARRAYS]
RIGHT = [3, 2.5, "3", True, None, (1, 2), [[1, 2], [3]], {"loss": [1.0]}, np.ones(2), np.int64(3), {1}, ()]


def _reason(function, *arguments, **keywords) -> str:
    with pytest.raises(CheckFailed) as caught:
        function(*arguments, **keywords)
    return str(caught.value)


EXPECTATIONS = [
    lambda value: expect.number(value, "f(1)"),
    lambda value: expect.number(value, "f(1)", low=0, high=1),
    lambda value: expect.integer(value, "f(1)"),
    lambda value: expect.text(value, "f(1)"),
    lambda value: expect.array(value, "f(1)", shape=(2, None), hint="x"),
    lambda value: expect.array(value, "f(1)", finite=False),
    lambda value: expect.close(value, 3, "f(1)"),
    lambda value: expect.close(value, np.ones((2, 3)), "f(1)"),
    lambda value: expect.close(value, np.array([True, True]), "f(1)"),
    lambda value: expect.model(value, "f(1)", output_shape=(None, 1)),
    lambda value: expect.history(value, "f(1)"),
    *(lambda value, right=right: expect.equal(value, right, "f(1)", "hint") for right in RIGHT),
]


@pytest.mark.parametrize("value", ANYTHING, ids=name_of)
def test_anything_is_accepted_or_wrong_with_a_short_reason(value):
    for expectation in EXPECTATIONS:
        try:
            expectation(value)
        except CheckFailed as wrong:
            assert str(wrong).startswith("f(1)")
            assert len(str(wrong)) < 400


@pytest.mark.parametrize("value", [5, 5.0, np.int32(5), np.float32(5), np.array(5), np.array([5.0]), np.array([[5]])])
def test_every_form_of_a_number_counts(value):
    assert expect.number(value, "f()") == 5
    assert expect.integer(value, "f()") == 5
    assert type(expect.integer(value, "f()")) is int
    expect.equal(value, 5, "f()")
    expect.equal(value, 5.0, "f()")
    expect.equal(value, np.float64(5), "f()")
    expect.close(value, 5, "f()")


@pytest.mark.parametrize("value", [True, np.bool_(True), "5", None, [5], np.array([True]), np.array([5, 5]), 1j])
def test_what_is_no_number_is_none(value):
    assert "expected a number" in _reason(expect.number, value, "f()")


@pytest.mark.parametrize("value", [math.nan, -math.inf, np.float32("inf"), np.array(math.nan), 10**400], ids=name_of)
def test_a_number_is_finite(value):
    assert "finite" in _reason(expect.number, value, "f()")


def test_a_number_has_bounds():
    assert expect.number(1, "f()", low=1, high=1) == 1
    assert _reason(expect.number, 1.5, "f()", low=0, high=1) == "f(): expected a number from 0 to 1, got 1.5"


def test_large_integers_keep_every_digit():
    assert expect.integer(2**53 + 1, "f()") == 2**53 + 1
    assert _reason(expect.integer, 5.5, "f()") == "f(): expected a whole number, got 5.5"


def test_a_missing_return_is_the_likely_cause():
    assert "return statement" in _reason(expect.number, None, "f()")
    assert "return statement" in _reason(expect.equal, None, 5, "f()")
    assert "got a generator" in _reason(expect.array, Opaque("generator", ""), "f()")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, 2], (1, 2)), ((1, 2), [1, 2]), (np.array([1, 2]), (1, 2)), ([1.0, np.int64(2)], (1, 2)), ([], ()),
        ([[1, 2], [3]], ((1, 2), (3,))), ([np.ones(2), (3,)], ((1, 1), (3,))), ((26, "same"), (26, "same")),
        (np.str_("a"), "a"), (np.bool_(True), True), (np.array(True), True), (None, None), ({"a": (1,)}, {"a": [1]}),
        ({1, 2}, {2, 1}), ([1, 2], np.arange(1, 3)),
    ],
    ids=name_of,
)  # fmt: skip
def test_forms_of_the_same_value_are_equal(value, expected):
    expect.equal(value, expected, "f()")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, True), (True, 1), (1.0, True), (0, False), ("5", 5), (5, "5"), (5.0001, 5), ([1, 2], (1, 2, 3)), ([1], 1),
        (1, [1]), ((2, 1), (1, 2)), ([[1, 2]], (1, 2)), (None, 0), (0, None), ("Same", "same"), (math.nan, 1.0),
        ({"a": 1}, {"b": 1}), ({"a": 1, "b": 2}, {"a": 1}), (np.array(5), (5,)), (np.array([1, 2]), 1),
        ("ab", ("a", "b")), ({1}, (1,)), ([True], [1]),
    ],
    ids=name_of,
)  # fmt: skip
def test_different_values_are_not_equal(value, expected):
    assert _reason(expect.equal, value, expected, "f()", "off by one").startswith("f(): expected ")


def test_a_hint_is_the_likely_cause():
    assert _reason(expect.equal, 2, 3, "f()", "off by one") == "f(): expected 3, got 2. Likely cause: off by one"


@pytest.mark.parametrize(
    "value", [[[1, 2], [3, 4]], ((1, 2), (3, 4)), np.array([[1, 2], [3, 4]]), [np.ones(2), np.ones(2)]]
)
def test_nested_lists_count_as_arrays(value):
    assert expect.array(value, "f()", shape=(2, None)).shape == (2, 2)


def test_wrong_shapes_are_named():
    reason = _reason(expect.array, np.ones((2, 3)), "f()", shape=(None, 2), hint="an axis is missing")
    assert reason == "f(): expected shape (any, 2), got (2, 3). Likely cause: an axis is missing"
    assert "unequal lengths" in _reason(expect.array, [[1], [1, 2]], "f()")
    assert "1 of 2 values" in _reason(expect.array, [1, math.nan], "f()")
    assert expect.array([1, math.nan], "f()", finite=False).shape == (2,)


def test_close_names_the_first_wrong_value():
    right, value = np.zeros((2, 2)), np.array([[0, 0], [1, 2]])
    reason = _reason(expect.close, value, right, "f()", hint="flipped")
    assert reason == "f(): expected 0, got 1 at position (1, 0); 2 of 4 values are wrong. Likely cause: flipped"
    assert "expected" not in _reason(expect.close, value, right, "f()", show=False)
    assert _reason(expect.close, 2, 1, "f()") == "f(): expected 1, got 2"


@pytest.mark.parametrize(
    ("value", "tolerance", "accepted"), [(1.001, 1e-2, True), (1.05, 1e-2, False), (1.00001, 1e-4, True)]
)
def test_close_has_a_tolerance(value, tolerance, accepted):
    if accepted:
        assert expect.close([value], [1.0], "f()", tolerance=tolerance) == [value]
    else:
        assert "expected 1, got" in _reason(expect.close, [value], [1.0], "f()", tolerance=tolerance)


def test_a_history_has_a_finite_number_for_each_epoch():
    assert expect.history(History(loss=[1, np.float32(0.5)], acc=np.ones(2)), "train()")["acc"] == [1, 1]
    assert expect.history({"loss": (1.0,)}, "train()") == {"loss": [1.0]}
    assert "train()['loss']" in _reason(expect.history, {"loss": [math.nan]}, "train()")


def test_what_comes_out_of_the_format_can_be_judged():
    for value in ANYTHING:
        back = agent.decode(agent.encode([value]), None)[0]
        assert isinstance(_reason(expect.equal, back, "never this", "f()"), str)


def test_a_model_is_expected_with_its_shapes():
    import keras

    model = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    assert expect.model(model, "build()", input_shape=(None, 8, 8, 1), output_shape=(None, None)) is model
    assert _reason(expect.model, model, "build()", output_shape=(None, 3)) == (
        "build(): expected output shape (None, 3), got (None, 2)"
    )
    assert "expected a Keras model, got 3" in _reason(expect.model, 3, "build()").replace("a int (3)", "3")
    left, right = keras.Input((2,)), keras.Input((3,))
    two = keras.Model([left, right], keras.layers.Concatenate()([left, right]))
    assert "expected input shape" in _reason(expect.model, two, "build()", input_shape=(None, 2))
