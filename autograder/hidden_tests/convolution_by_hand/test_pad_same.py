"""The zeros around an image."""

import numpy as np
import pytest

from autograder.hidden_tests.convolution_by_hand.oracle import with_zeros
from autograder.questions import expect


def one_pixel(height: int, width: int, channels: int = 1) -> np.ndarray:
    """A black image with one pixel in its middle: it tells where the image lies, and not what is put around it."""
    image = np.zeros((height, width, channels))
    image[height // 2, width // 2] = np.arange(1, channels + 1)
    return image


@pytest.mark.graded("check_pad_same", points=0.25)
def test_zeros_surround_the_image(submission):
    """Around the image there are zeros, and the image itself is unchanged."""
    image = np.random.default_rng(116).uniform(1, 2, size=(6, 6, 1))
    for size in (3, 5):
        value = submission.call("pad_same", image, (size, size))
        what = f"pad_same of a 6x6 image, kernel {size}x{size}"
        hint = "other values than zeros around the image, zeros on one side only, or a changed image"
        expect.close(value, with_zeros(image, (size, size)), what, hint=hint)


@pytest.mark.graded("check_pad_same", points=0.5)
def test_extra_zero_is_at_the_end(submission):
    """An odd number of zeros has the extra one below and on the right."""
    image = one_pixel(9, 9)
    for size in (2, 4):
        value = submission.call("pad_same", image, (size, size))
        what = f"pad_same of a 9x9 image, kernel {size}x{size}"
        hint = f"it takes {size - 1} zeros along each axis: {size // 2 - 1} before the image, {size // 2} after it"
        expect.close(value, with_zeros(image, (size, size)), what, hint=hint)


@pytest.mark.graded("check_pad_same", points=0.5)
def test_stride_takes_fewer_zeros(submission):
    """There are as few zeros as the last window takes with this stride."""
    for height, width, size, stride in ((9, 13, 5, 3), (13, 13, 5, 2), (9, 15, 7, 3), (11, 17, 6, 3), (5, 13, 3, 4)):
        image = one_pixel(height, width)
        value = submission.call("pad_same", image, (size, size), stride)
        what = f"pad_same of a {height}x{width} image, kernel {size}x{size}, stride {stride}"
        hint = "the last window starts at (number of windows - 1) * stride"
        expect.close(value, with_zeros(image, (size, size), stride), what, hint=hint)


@pytest.mark.graded("check_pad_same", points=0.25)
def test_nothing_is_cut_off(submission):
    """Where the last window ends inside the image, the image stays as it is."""
    for side, stride in ((8, 2), (9, 3), (10, 4)):
        image = one_pixel(side, side)
        value = submission.call("pad_same", image, (1, 1), stride)
        what = f"pad_same of a {side}x{side} image, kernel 1x1, stride {stride}"
        hint = "the number of zeros is never negative"
        expect.close(value, image, what, hint=hint)
    # With another kernel too; how many zeros it takes is the other test's question.
    for side, stride in ((11, 4), (9, 5)):
        what = f"pad_same of a {side}x{side} image of ones, kernel 2x2, stride {stride}"
        value = expect.array(submission.call("pad_same", np.ones((side, side, 1)), (2, 2), stride), what)
        expect.close(value.sum(), float(side * side), f"{what}: sum", hint="nothing is cut off, zeros are added")


@pytest.mark.graded("check_pad_same", points=0.25)
def test_axes_are_padded_apart(submission):
    """Rows and columns have kernels of their own, and channels get no zeros."""
    for kernel, channels in (((3, 5), 2), ((5, 1), 1), ((1, 3), 3)):
        image = one_pixel(7, 11, channels)
        value = submission.call("pad_same", image, kernel)
        what = f"pad_same of a 7x11x{channels} image, kernel {kernel[0]}x{kernel[1]}"
        hint = "kernel_size is (rows, columns); the axis of the channels keeps its size"
        expect.close(value, with_zeros(image, kernel), what, hint=hint)
