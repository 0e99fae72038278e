"""Convolution and pooling along a text."""

import numpy as np
import pytest

from autograder.questions import expect
from autograder.questions.student_work import StudentWork

# words, dimensions, window, filters
TEXTS = ((12, 3, 3, 4), (9, 1, 5, 2), (7, 5, 1, 1), (6, 2, 2, 3), (4, 3, 4, 2))


def convolved(text: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(text, len(kernel), axis=0)
    return np.einsum("pdw,wdf->pf", windows, kernel) + bias


def expect_convolution(submission: StudentWork, symmetric: bool, hint: str) -> None:
    """Expect the feature maps of several texts."""
    rng = np.random.default_rng(2)
    for words, dimensions, window, filters in TEXTS:
        text, kernel = rng.normal(size=(words, dimensions)), rng.normal(size=(window, dimensions, filters))
        bias = np.zeros(filters)
        if symmetric:  # then it makes no difference whether the kernel is turned: that is the other test's question
            kernel, bias = kernel + kernel[::-1], rng.normal(0, 3, filters)
        what = f"conv1d(text {words}x{dimensions}, kernel {window}x{dimensions}x{filters}, bias)"
        value = submission.call("conv1d", text, kernel, bias)
        expect.close(value, convolved(text, kernel, bias), what, tolerance=1e-3, hint=hint)


@pytest.mark.graded("check_conv1d", points=0.75)
def test_window_slides_over_the_words(submission):
    """The window slides over the words, sums over all dimensions, and each filter adds its bias."""
    hint = "each window of words times the kernel, summed over words and dimensions, plus the bias of the filter"
    expect_convolution(submission, True, hint)


@pytest.mark.graded("check_conv1d", points=0.75)
def test_kernel_is_not_turned(submission):
    """The first weights of the kernel belong to the first word of the window."""
    expect_convolution(submission, False, "Keras does not turn the kernel around before it slides over the text")


@pytest.mark.graded("check_max_pool1d", points=0.75)
def test_maximum_of_windows_side_by_side(submission):
    """Each filter keeps the largest value of each window, and windows do not overlap."""
    rng = np.random.default_rng(3)
    for positions, filters, size, scale in ((8, 3, 2, 1), (15, 2, 5, 1e4), (6, 1, 3, 1), (4, 2, 1, 1), (4, 2, 4, 1)):
        maps = (
            rng.normal(-1, 1, (positions, filters)) if scale == 1 else -scale * rng.uniform(1, 2, (positions, filters))
        )
        what = f"max_pool1d(maps {positions}x{filters}, {size})"
        expected = maps.reshape(-1, size, filters).max(axis=1)
        hint = "windows lie side by side (step = size), each filter has its own maximum, and values may be negative"
        expect.close(submission.call("max_pool1d", maps, size), expected, what, hint=hint)


@pytest.mark.graded("check_max_pool1d", points=0.75)
def test_incomplete_window_is_dropped(submission):
    """What is left at the end of the text and fills no window is dropped."""
    rng = np.random.default_rng(4)
    for positions, size in ((9, 2), (14, 5), (11, 3)):
        maps = rng.uniform(1, 2, (positions, 2))
        maps[-1] = 9.0
        expected = maps[: positions // size * size].reshape(-1, size, 2).max(axis=1)
        what = f"max_pool1d(maps {positions}x2, {size})"
        expect.close(submission.call("max_pool1d", maps, size), expected, what, hint="drop the incomplete window")
