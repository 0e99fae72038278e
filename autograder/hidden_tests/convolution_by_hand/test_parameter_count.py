"""The number of parameters of a convolutional layer."""

import numpy as np
import pytest

from autograder.questions import expect


@pytest.mark.graded("check_parameter_count", points=1)
def test_each_filter_has_a_bias(submission):
    """A layer has as many biases as filters."""
    # A kernel as large in both axes, so that only the biases can be wrong.
    for kernel, channels, filters in (((3, 3), 64, 64), ((5, 5), 3, 7), ((1, 1), 16, 2)):
        expected = np.ones((*kernel, channels, filters)).size + np.zeros(filters).size
        value = submission.call("parameter_count", kernel, channels, filters)
        what = f"parameter_count({kernel}, {channels}, {filters})"
        hint = "weights: the window times the input channels times the filters; biases: one for each filter"
        expect.equal(value, expected, what, hint)


@pytest.mark.graded("check_parameter_count", points=0.5)
def test_layer_without_biases(submission):
    """`use_bias=False` leaves the biases out."""
    for kernel, channels, filters in (((3, 3), 8, 5), ((2, 2), 1, 9)):
        expected = np.ones((*kernel, channels, filters)).size
        value = submission.call("parameter_count", kernel, channels, filters, use_bias=False)
        what = f"parameter_count({kernel}, {channels}, {filters}, use_bias=False)"
        expect.equal(value, expected, what, "only the weights are left")


@pytest.mark.graded("check_parameter_count", points=0.5)
def test_kernel_has_any_number_of_axes(submission):
    """The window may have one, two or three axes of different sizes."""
    # The difference to the smallest window leaves out the biases, which other tests look at.
    for kernel, channels, filters in (((7,), 3, 4), ((2, 5), 6, 3), ((2, 3, 4), 2, 5)):
        smallest = (1,) * len(kernel)
        values = [submission.call("parameter_count", size, channels, filters) for size in (kernel, smallest)]
        large, small = (expect.integer(v, "parameter_count") for v in values)
        expected = (np.ones(kernel).size - 1) * channels * filters
        what = f"parameter_count({kernel}, {channels}, {filters}) - parameter_count({smallest}, {channels}, {filters})"
        expect.equal(large - small, expected, what, "multiply all numbers in kernel_size, however many")
