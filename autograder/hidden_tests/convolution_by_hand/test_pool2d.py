"""Pooling over windows of a stack of feature maps."""

import numpy as np
import pytest

from autograder.hidden_tests.convolution_by_hand.oracle import pooled
from autograder.questions import expect


@pytest.mark.graded("check_pool2d", points=0.5)
def test_default_stride_is_the_pool_size(submission):
    """Without a stride the windows lie side by side and do not overlap."""
    maps = np.random.default_rng(108).uniform(1, 2, size=(12, 12, 1))
    for size in (2, 3):
        value = submission.call("pool2d", maps, size)
        what = f"pool2d(feature_maps, {size}) of a 12x12 map"
        expect.close(value, pooled(maps, size, size, np.max), what, hint="without a stride it is the pool size")


@pytest.mark.graded("check_pool2d", points=0.25)
def test_given_stride_is_used(submission):
    """A stride smaller than the pool size makes windows overlap, a larger one leaves gaps."""
    maps = np.random.default_rng(109).uniform(1, 2, size=(11, 11, 1))  # the last windows end at the last values
    for size, stride in ((3, 2), (3, 1), (2, 3), (1, 2)):
        value = submission.call("pool2d", maps, size, stride)
        what = f"pool2d(feature_maps, {size}, stride={stride}) of an 11x11 map"
        hint = "the window of output [i, j] starts at [i * stride, j * stride]"
        expected = pooled(maps, size, stride, np.max)
        expect.close(value, expected, what, hint=hint)
        value = submission.call("pool2d", maps, size, stride, mode="average")
        what = f'pool2d(feature_maps, {size}, stride={stride}, mode="average") of an 11x11 map'
        expect.array(value, what, shape=expected.shape, hint="the stride counts with both modes")


@pytest.mark.graded("check_pool2d", points=0.25)
def test_incomplete_windows_are_left_out(submission):
    """A window that does not fit into the map any more gives no output."""
    maps = np.random.default_rng(110).uniform(1, 2, size=(11, 26, 1))
    for size in (2, 3):
        value = submission.call("pool2d", maps, size, size)
        what = f"pool2d(feature_maps, {size}, stride={size}) of an 11x26 map"
        hint = "round the number of windows down"
        expect.close(value, pooled(maps, size, size, np.max), what, hint=hint)


@pytest.mark.graded("check_pool2d", points=0.5)
def test_average_is_the_mean(submission):
    """Average-pooling gives the mean of all values of a window, also of whole numbers."""
    rng = np.random.default_rng(111)
    for size, maps in ((2, rng.uniform(1, 2, size=(6, 6, 1))), (3, rng.integers(1, 99, size=(6, 6, 1)))):
        value = submission.call("pool2d", maps, size, size, mode="average")
        what = f'pool2d(feature_maps, {size}, stride={size}, mode="average") of a 6x6 map'
        hint = "a sum, a maximum, another divisor than the number of values in the window, or fractions cut off"
        expect.close(value, pooled(maps, size, size, np.mean), what, hint=hint)
    # Of equal values: wherever the windows are, their mean is this value.
    for size, stride in ((2, 1), (2, 3), (3, 2)):
        value = submission.call("pool2d", np.full((8, 8, 1), 1.5), size, stride, mode="average")
        what = f'pool2d(feature_maps, {size}, stride={stride}, mode="average") of an 8x8 map that is 1.5 everywhere'
        value = expect.array(value, what)
        expect.close(value, np.full(value.shape, 1.5), what, hint="divide by the number of values in the window")
    maps = rng.uniform(1, 2, size=(2, 2, 1))  # one window, whatever the stride is by default
    value = submission.call("pool2d", maps, 2, mode="average")
    what = 'pool2d(feature_maps, 2, mode="average") of a 2x2 map'
    expect.close(value, pooled(maps, 2, 2, np.mean), what, hint="the mode counts with and without a stride")


@pytest.mark.graded("check_pool2d", points=0.5)
def test_largest_value_may_be_negative(submission):
    """The maximum of a window of negative values is negative."""
    maps = np.random.default_rng(112).uniform(-2e6, -1e6, size=(6, 6, 1))
    value = submission.call("pool2d", maps, 2, 2)
    what = "pool2d(feature_maps, 2, stride=2) of a 6x6 map of negative values"
    expect.close(value, pooled(maps, 2, 2, np.max), what, hint="the search for the maximum starts at 0")


@pytest.mark.graded("check_pool2d", points=0.5)
def test_channels_are_pooled_apart(submission):
    """Each feature map is pooled on its own."""
    maps = np.random.default_rng(113).uniform(1, 2, size=(6, 4, 3))
    value = submission.call("pool2d", maps, 2, 2)
    what = "pool2d(feature_maps, 2, stride=2) of three 6x4 maps"
    expect.close(value, pooled(maps, 2, 2, np.max), what, hint="the maximum is taken over the channels as well")
