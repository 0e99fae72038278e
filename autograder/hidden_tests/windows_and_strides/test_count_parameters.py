"""The parameters of each layer, counted by hand."""

from typing import Any

import numpy as np
import pytest

from autograder.hidden_tests.windows_and_strides.configurations import CLASSES, configuration, shown
from autograder.questions import expect
from autograder.questions.student_work import StudentWork, describe

COUNTS: tuple[tuple[tuple, dict[str, int]], ...] = (
    ((configuration(2, 3, 2, 8, "valid"), 6), {}),
    ((configuration(3, 5, 1, 4, "same"), 11), {"image_channels": 3}),
    ((configuration(1, 7, 3, 6, "valid"), 2), {"image_channels": 2, "classes": 4}),
    ((configuration(4, 2, 1, 3, "valid"), 1), {"classes": 2}),
)


def true_counts(of: dict, side: int, image_channels: int = 1, classes: int = CLASSES) -> list[int]:
    """The number of parameters of each layer."""
    inputs = [image_channels, *[of["channels"]] * (of["depth"] - 1)]
    convolutions = [(of["window"] ** 2 * channels + 1) * of["channels"] for channels in inputs]
    return [*convolutions, (side**2 * of["channels"] + 1) * classes]


def counts_of(submission: StudentWork, arguments: tuple, keywords: dict) -> tuple[list, list[int], str]:
    """What count_parameters says, what is right, and the call in words."""
    given, side = arguments
    value: Any = submission.call("count_parameters", given, side, **keywords)
    extra = "".join(f", {name}={number}" for name, number in keywords.items())
    what = f"count_parameters({shown(given)}; side {side}{extra})"
    value = value.tolist() if isinstance(value, np.ndarray) else value
    is_list = isinstance(value, list | tuple) and len(value) > 0
    missing = " (is the return statement missing?)" if value is None else ""
    expect.true(is_list, f"{what}: expected a list of numbers, one for each layer, got {describe(value)}{missing}")
    return list(value), true_counts(given, side, **keywords), what


@pytest.mark.graded("check_count_parameters", points=1)
def test_parameters_of_the_convolutions(submission):
    """Each convolution has the right number of parameters, for grey and for coloured images."""
    for arguments, keywords in COUNTS:
        value, expected, what = counts_of(submission, arguments, keywords)
        hint = "window * window weights for each channel of the input, and one bias, for each filter"
        expect.equal(value[: len(expected) - 1], expected[:-1], f"{what}: the convolutions", hint)


@pytest.mark.graded("check_count_parameters", points=1)
def test_parameters_of_the_dense_layer(submission):
    """The dense layer comes last and has the right number of parameters."""
    for arguments, keywords in COUNTS:
        value, expected, what = counts_of(submission, arguments, keywords)
        hint = "side * side * channels numbers leave Flatten; each output has a weight for each, and one bias"
        expect.equal(value[len(expected) - 1 :], expected[-1:], f"{what}: behind the convolutions", hint)
