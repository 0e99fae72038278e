"""Hidden tests with a mistake in them: `value`, a wrong expected value; `detail`, a detail that is not asked for."""

import numpy as np
import pytest

from autograder.hidden_tests.convolution_by_hand.oracle import layer, pooled, responses
from autograder.questions import expect


@pytest.mark.graded("check_output_size", points=1)
def test_value_stride_rounds_up(submission):
    """The size is rounded up where it should be rounded down."""
    for size, kernel, stride in ((24, 5, 3), (19, 4, 2), (10, 2, 5)):
        expected = -(-(size - kernel) // stride) + 1
        expect.equal(submission.call("output_size", size, kernel, stride=stride), expected, "output_size(...)")


@pytest.mark.graded("check_response_map", points=1)
def test_value_kernel_is_turned(submission):
    """The kernel is turned, as in mathematics, though the text says that it is not."""
    rng = np.random.default_rng(201)
    image, kernel = rng.normal(size=(6, 6)), rng.normal(size=(3, 3))
    expect.close(submission.call("response_map", image, kernel), responses(image, kernel[::-1, ::-1]), "response_map")


@pytest.mark.graded("check_receptive_field", points=1)
def test_value_receptive_field_without_strides(submission):
    """The strides of the layers below are forgotten."""
    for layers in ([(3, 1), (2, 2), (3, 1)], [(5, 2), (3, 1)]):
        expected = 1 + sum(window - 1 for window, _ in layers)
        expect.equal(submission.call("receptive_field", layers), expected, f"receptive_field({layers})")


@pytest.mark.graded("check_response_map", points=1)
def test_detail_last_bit(submission):
    """The responses equal to the last bit those of one order of summation."""
    rng = np.random.default_rng(202)
    image, kernel = rng.normal(size=(9, 9)), rng.normal(size=(4, 4))
    value = np.asarray(submission.call("response_map", image, kernel))
    expect.true(
        np.array_equal(value, responses(image, kernel)), "response_map(image, kernel) differs from the expected"
    )


@pytest.mark.graded("check_conv2d", points=1)
def test_detail_type_of_feature_maps(submission):
    """Feature maps are float64."""
    rng = np.random.default_rng(203)
    image, kernels = rng.normal(size=(5, 5, 2)), rng.normal(size=(3, 3, 2, 2))
    value = submission.call("conv2d", image, kernels, np.zeros(2))
    expect.true(np.asarray(value).dtype == np.float64, f"conv2d(...): expected float64, got {np.asarray(value).dtype}")
    expect.close(value, layer(image, kernels), "conv2d(...)")


@pytest.mark.graded("check_pool2d", points=1)
def test_detail_type_of_pooled_maps(submission):
    """Pooling whole numbers gives whole numbers of the same type."""
    maps = np.random.default_rng(204).integers(0, 99, size=(6, 6, 2))
    value = submission.call("pool2d", maps, 2)
    expect.true(
        np.asarray(value).dtype == maps.dtype, f"pool2d(...): expected {maps.dtype}, got {np.asarray(value).dtype}"
    )
    expect.close(value, pooled(maps, 2, 2, np.max), "pool2d(...)")


@pytest.mark.graded("check_pad_same", points=1)
def test_detail_type_of_padded_images(submission):
    """A padded image has the type of the image."""
    image = np.random.default_rng(205).integers(0, 99, size=(5, 5, 2)).astype(np.uint8)
    value = submission.call("pad_same", image, (3, 3))
    expect.true(np.asarray(value).dtype == image.dtype, f"pad_same(...): expected uint8, got {np.asarray(value).dtype}")
