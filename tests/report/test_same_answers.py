"""Answers are the same if their numbers and texts are, whatever the types, rounding, names and order of entries."""

import keras
import numpy as np
import pytest

from autograder.questions import agent
from autograder.report import same_answers


def _values(value: object, status: str = "ok") -> same_answers.Values | None:
    return same_answers.values_of(agent.encode({"status": status, "value": value, "after": {}, "seconds": 0.1}))


def _same(one: object, other: object) -> bool:
    return same_answers.are_same({"q": [_values(one)]}, {"q": [_values(other)]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.array([1.0, 2.0]), np.array([1, 2], "int8")),
        (np.array([0.1, 2e5], "float32"), np.array([0.1, 2e5])),
        ([1, 2.0, True], (1.0, 2, 1)),
        (3, np.array(3.0)),
        ([[1, 2], (3, 4)], np.array([[1.0, 2], [3, 4]])),
        ({"epoch": 3, "gap": 0.1}, {"epoch": 3.0, "gap": np.float32(0.1)}),
        ({"loss": [1.0], "acc": [0.5]}, {"loss": [1.0], "accuracy": [0.5]}),
        (["a", "b"], np.array(["a", "b"])),
        (np.array([np.nan, 1.0]), np.array([np.nan, 1.0])),
        (np.zeros(3), np.zeros(3, int)),
    ],
)
def test_the_same(one, other):
    assert _same(one, other)
    assert _same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.array([1.0, 2.0]), np.array([1.0, 2.1])),
        (np.zeros((2, 3)), np.zeros((3, 2))),
        ([1, 2], [1, 2, 3]),
        ("3", 3),
        ("valid", "same"),
        ([["good"], ["bad"]], [["bad"], ["good"]]),
        (None, None),
        (3, np.array([[3.0]])),
        ({"epoch": 3}, [{"epoch": 3}]),
        ([[1.0, 2.0], "a"], [1.0, 2.0, "a"]),
        ("[", []),
        (np.zeros(3), np.full(3, 1e-9)),
    ],
)
def test_not_the_same(one, other):
    assert not _same(one, other)


def test_models_are_not_compared():
    layers = [keras.Input((3,)), keras.layers.Dense(2)]
    model = keras.Sequential(layers)
    assert _values(model) is None
    assert not _same([3, model], [3, model])


def test_an_error_is_the_answer_of_nobody():
    assert _values(3, "error") is None
    assert same_answers.values_of(b"no message") is None
    assert not same_answers.are_same({"q": [None]}, {"q": [None]})


def test_who_loses_a_test_is_asked_less():
    three, four = _values(3), _values(4)
    assert same_answers.are_same({"q": [three]}, {"q": [three, four], "r": [four]})
    assert not same_answers.are_same({"q": [three, four]}, {"q": [three]})
    assert not same_answers.are_same({"s": [three]}, {"q": [three]})
    assert not same_answers.are_same({}, {"q": [three]})
