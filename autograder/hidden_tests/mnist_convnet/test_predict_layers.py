"""Sides and parameters of the lecture's layers, predicted by hand."""

from functools import cache
from typing import Any

import keras
import pytest

from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.mnist_convnet.models import CLASSES
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe_call

LECTURE_FILTERS = (32, 64, 64)

PREDICTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"size": 33},
    {"size": 46, "units": 7},
    {"pooling": False},
    {"size": 19, "pooling": False},
    {"units": 5},
    {"pooling": False, "units": 9},
)


@cache
def lecture_sides(size: int = 28, pooling: bool = True, units: int = 64) -> list[int]:
    """Sides of the feature maps, measured on a Keras model of the lecture's layers."""
    maps, sides = keras.Input((size, size, 1)), []
    for index, filters in enumerate(LECTURE_FILTERS):
        steps = [keras.layers.Conv2D(filters, 3)]
        steps += [keras.layers.MaxPooling2D(2)] if pooling and index < 2 else []
        for step in steps:
            maps = step(maps)
            sides.append(maps.shape[1])
    return sides


@once
def predicted(submission: StudentWork, number: int) -> object:
    """What the student predicts for one of `PREDICTIONS`."""
    return submission.call("predict_layers", **PREDICTIONS[number])


@pytest.mark.graded("check_predict_layers", points=1)
def test_sides_of_feature_maps(submission):
    """The sides of all feature maps are right, with and without pooling, also where 2 does not divide them."""
    for number, arguments in enumerate(PREDICTIONS):
        what = describe_call("predict_layers", (), arguments)
        sides = expect.entry(predicted(submission, number), "sides", what)
        hint = "a 3x3 convolution makes a side 2 pixels shorter, pooling halves it and rounds down"
        expect.equal(sides, lecture_sides(**arguments), f"{what}['sides']", hint)


@pytest.mark.graded("check_predict_layers", points=0.75)
def test_parameters_follow_from_the_sides(submission):
    """Features and parameters are right for the sides of your own answer."""
    for number, arguments in enumerate(PREDICTIONS):
        what = describe_call("predict_layers", (), arguments)
        result = predicted(submission, number)
        sides = expect.array(expect.entry(result, "sides", what), f"{what}['sides']")
        expect.true(sides.ndim == 1 and sides.size, f"{what}['sides']: expected a list of numbers")
        features = LECTURE_FILTERS[-1] * int(sides[-1]) ** 2
        hint = "Flatten lists the last feature maps: side * side * channels"
        expect.equal(expect.entry(result, "features", what), features, f"{what}['features']", hint)
        windows = [9 * channels for channels in (1, *LECTURE_FILTERS[:-1])]
        units = arguments.get("units", 64)
        counts = zip([*windows, features, units], [*LECTURE_FILTERS, units, CLASSES], strict=True)
        hint = "each filter or unit has a weight for each of its inputs, and one bias"
        parameters = [(inputs + 1) * outputs for inputs, outputs in counts]
        expect.equal(expect.entry(result, "parameters", what), parameters, f"{what}['parameters']", hint)
