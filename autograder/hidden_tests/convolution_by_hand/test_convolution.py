"""One kernel over one image, a layer of filters, and a kernel over a volume."""

import numpy as np
import pytest

from autograder.hidden_tests.convolution_by_hand.oracle import layer, responses
from autograder.questions import expect


@pytest.mark.graded("check_response_map", points=0.75)
def test_kernel_is_not_turned(submission):
    """The kernel lies on the image as it is: neither turned by 180 degrees nor transposed."""
    image = np.random.default_rng(101).normal(size=(6, 6))
    kernel = np.array([[1.0, 5.0, -2.0], [0.0, 3.0, 4.0], [7.0, -6.0, 2.0]])
    value = submission.call("response_map", image, kernel)
    what = "response_map of a 6x6 image with a 3x3 kernel of nine different weights"
    hint = "the kernel is turned or transposed, or the window does not start at [i, j]"
    expect.close(value, responses(image, kernel), what, hint=hint)


@pytest.mark.graded("check_response_map", points=0.5)
def test_rows_and_columns_are_kept_apart(submission):
    """Neither the image nor the kernel has to be square."""
    for height, width, rows, columns in ((4, 9, 2, 3), (9, 4, 1, 4), (7, 7, 5, 2)):
        image = np.random.default_rng(102).normal(size=(height, width))
        kernel = np.ones((rows, columns))
        value = submission.call("response_map", image, kernel)
        what = f"response_map of a {height}x{width} image with a {rows}x{columns} kernel of ones"
        hint = "the number of rows is used where the number of columns belongs"
        expect.close(value, responses(image, kernel), what, hint=hint)


@pytest.mark.graded("check_response_map", points=0.5)
def test_fractions_are_kept(submission):
    """Where the image or the kernel holds fractions and the other whole numbers, responses are fractions."""
    image = np.random.default_rng(103).integers(0, 256, size=(5, 5)).astype(np.uint8)
    kernel = np.array([[1, 2, 1], [2, 8, 2], [1, 2, 1]])
    hint = "the result has a type of whole numbers, which cuts fractions off: make it an array of floats"
    for pixels, weights, of in ((image, kernel / 9, "kernel"), (image / 255, kernel, "image")):
        value = submission.call("response_map", pixels, weights)
        what = f"response_map of a 5x5 image with a 3x3 kernel, where only the {of} holds fractions"
        expect.close(value, responses(pixels.astype(float), weights), what, hint=hint)


@pytest.mark.graded("check_conv2d", points=1)
def test_channels_are_summed(submission):
    """Every channel counts, and the responses of the channels are added up."""
    rng = np.random.default_rng(104)
    for channels in (3, 6):
        image, kernels = rng.normal(size=(6, 6, channels)), rng.normal(size=(3, 3, channels, 1))
        value = submission.call("conv2d", image, kernels, np.zeros(1))
        what = f"conv2d of a 6x6x{channels} image with one 3x3 filter"
        hint = "one channel only, or a mean of the channels, instead of their sum"
        expect.close(value, layer(image, kernels), what, hint=hint)


@pytest.mark.graded("check_conv2d", points=0.5)
def test_filters_are_kept_apart(submission):
    """Each filter has its own kernels and makes its own feature map, along the last axis."""
    rng = np.random.default_rng(105)
    # Only one channel is lit, so that what is done with the others cannot show.
    image = rng.normal(size=(5, 5, 2)) * np.array([1.0, 0.0])
    kernels = rng.normal(size=(3, 3, 2, 3))
    value = submission.call("conv2d", image, kernels, np.zeros(3))
    what = "conv2d of a 5x5x2 image with three 3x3 filters"
    hint = "kernels[:, :, c, f] belongs to channel c and filter f, and the last axis of the output is the filter"
    expect.close(value, layer(image, kernels), what, hint=hint)


@pytest.mark.graded("check_conv2d", points=1)
def test_each_filter_has_one_bias(submission):
    """The bias of a filter is added once to each of its responses."""
    image = np.random.default_rng(106).integers(0, 256, size=(4, 4, 2)).astype(np.uint8)
    bias = np.array([0.5, -3.0, 10.0])
    value = submission.call("conv2d", image, np.zeros((2, 2, 2, 3)), bias)
    what = "conv2d of an image of whole numbers, with kernels of zeros and the biases 0.5, -3 and 10"
    hint = "the bias is missing, added once for each weight or channel, or the result has the image's type"
    expect.close(value, np.broadcast_to(bias, (3, 3, 3)), what, hint=hint)


@pytest.mark.graded("check_conv2d", points=1)
def test_stride_moves_both_axes(submission):
    """The window moves by the stride along rows and columns, and stays inside the image."""
    rng = np.random.default_rng(107)
    for stride, rows, columns in ((2, 3, 2), (3, 3, 2), (2, 1, 1)):
        image, kernels = rng.normal(size=(8, 11, 1)), rng.normal(size=(rows, columns, 1, 1))
        value = submission.call("conv2d", image, kernels, np.zeros(1), stride)
        what = f"conv2d of an 8x11x1 image with one {rows}x{columns} filter and stride {stride}"
        hint = "the window of output [i, j] starts at [i * stride, j * stride]"
        expect.close(value, layer(image, kernels, stride), what, hint=hint)


@pytest.mark.graded("check_conv3d", points=0.75)
def test_volume_kernel_is_not_turned(submission):
    """The kernel lies in the volume as it is, along all three axes."""
    rng = np.random.default_rng(114)
    for size in (3, 3, 4):  # a second volume of the same shape: it has responses of its own
        volume, kernel = rng.normal(size=(5, 5, 5)), rng.normal(size=(size, size, size))
        value = submission.call("conv3d", volume, kernel)
        what = f"conv3d of a 5x5x5 volume with a {size}x{size}x{size} kernel"
        hint = "the kernel is turned, its axes are mixed up, or it does not move along the depth"
        expect.close(value, responses(volume, kernel), what, hint=hint)


@pytest.mark.graded("check_conv3d", points=0.75)
def test_depth_height_and_width_are_kept_apart(submission):
    """Neither the volume nor the kernel has to be a cube."""
    for shape, window in (((3, 6, 8), (2, 4, 1)), ((7, 4, 5), (1, 2, 3))):
        volume, kernel = np.random.default_rng(115).integers(0, 256, size=shape), np.full(window, 0.3)
        value = submission.call("conv3d", volume, kernel)
        what = f"conv3d of a volume of whole numbers, of shape {shape}, with a kernel of 0.3 of shape {window}"
        hint = "the axes are in the order depth, height, width, each with its own size; fractions are kept"
        expect.close(value, responses(volume, kernel), what, hint=hint)
