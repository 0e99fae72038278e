"""Hidden tests of convolution_by_hand.

Each test varies one thing and holds the rest where another mistake would not show: a kernel that looks the same
when it is turned, one channel, one filter, stride 1. The expected values come from `slide`, in plain loops.
"""

from collections.abc import Callable

import numpy as np
import pytest

from autograder.questions import expect


def slide(data: np.ndarray, window: tuple[int, ...], stride: int, compute: Callable) -> np.ndarray:
    """Apply `compute` to each window of `data` that fits; `window` has a size for each axis of `data`."""
    sizes = [(n - k) // stride + 1 for n, k in zip(data.shape, window, strict=True)]
    result = np.empty(sizes)
    for position in np.ndindex(*sizes):
        corner = [index * stride for index in position]
        result[position] = compute(data[tuple(slice(c, c + k) for c, k in zip(corner, window, strict=True))])
    return result


def responses(data: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    """Response map of a kernel with as many axes as the data."""
    return slide(data, kernel.shape, stride, lambda window: float((window * kernel).sum()))


def layer(image: np.ndarray, kernels: np.ndarray, stride: int = 1) -> np.ndarray:
    """Feature maps (height, width, filters) of a convolutional layer without bias."""
    filters = [responses(image, kernels[..., f], stride)[..., 0] for f in range(kernels.shape[-1])]
    return np.stack(filters, axis=-1)


def pooled(maps: np.ndarray, size: int, stride: int, compute: Callable) -> np.ndarray:
    """Each channel of (height, width, channels) pooled on its own."""
    channels = [slide(maps[..., c], (size, size), stride, compute) for c in range(maps.shape[-1])]
    return np.stack(channels, axis=-1)


def seen_pixels(layers: list[tuple[int, int]]) -> int:
    """Receptive field, by following one unit on top down to the pixels that it reads."""
    units = {0}
    for window, stride in reversed(layers):
        units = {unit * stride + offset for unit in units for offset in range(window)}
    return max(units) - min(units) + 1


# --- output_size ---


@pytest.mark.graded("check_output_size", points=1)
def test_stride_rounds_down(submission):
    """A window that would stick out at the end is left out."""
    for size, kernel, stride in ((26, 3, 1), (13, 13, 1), (24, 5, 3), (19, 4, 2), (10, 2, 5), (9, 3, 7)):
        expected = len(range(0, size - kernel + 1, stride))
        what = f"output_size({size}, {kernel}, stride={stride})"
        hint = "divide first, round down, then add the first position"
        expect.equal(submission.call("output_size", size, kernel, stride=stride), expected, what, hint)


@pytest.mark.graded("check_output_size", points=1)
def test_same_padding_rounds_up(submission):
    """With "same" padding each stride begins one window, also at the end, whatever the kernel."""
    for size, kernel, stride, dilation in ((28, 4, 1, 1), (26, 3, 3, 1), (17, 2, 4, 1), (20, 7, 5, 1), (15, 3, 1, 4)):
        expected = len(range(0, size, stride))
        value = submission.call("output_size", size, kernel, stride, "same", dilation)
        what = f'output_size({size}, {kernel}, {stride}, "same", {dilation})'
        expect.equal(value, expected, what, 'with "same" the output is size / stride, rounded up')


@pytest.mark.graded("check_output_size", points=1)
def test_dilation_widens_the_kernel(submission):
    """A dilated kernel covers the gaps between its weights too, but none after the last one."""
    # With stride 2 the last window ends at the last pixel, so that rounding does not show.
    for size, kernel, stride, dilation in ((30, 3, 1, 4), (17, 5, 1, 2), (8, 1, 1, 6), (31, 4, 2, 2)):
        expected = sum(start + dilation * (kernel - 1) < size for start in range(0, size, stride))
        value = submission.call("output_size", size, kernel, stride=stride, dilation=dilation)
        what = f"output_size({size}, {kernel}, stride={stride}, dilation={dilation})"
        expect.equal(value, expected, what, "k weights have k - 1 gaps: the kernel reaches over d * (k - 1) + 1")


# --- response_map ---


@pytest.mark.graded("check_response_map", points=1)
def test_kernel_is_not_turned(submission):
    """The kernel lies on the image as it is: neither turned by 180 degrees nor transposed."""
    image = np.random.default_rng(101).normal(size=(6, 6))
    kernel = np.array([[1.0, 5.0, -2.0], [0.0, 3.0, 4.0], [7.0, -6.0, 2.0]])
    value = submission.call("response_map", image, kernel)
    what = "response_map of a 6x6 image with a 3x3 kernel of nine different weights"
    hint = "the kernel is turned or transposed, or the window does not start at [i, j]"
    expect.close(value, responses(image, kernel), what, hint=hint)


@pytest.mark.graded("check_response_map", points=1)
def test_rows_and_columns_are_kept_apart(submission):
    """Neither the image nor the kernel has to be square."""
    for height, width, rows, columns in ((4, 9, 2, 3), (9, 4, 1, 4), (7, 7, 5, 2)):
        image = np.random.default_rng(102).normal(size=(height, width))
        kernel = np.ones((rows, columns))
        value = submission.call("response_map", image, kernel)
        what = f"response_map of a {height}x{width} image with a {rows}x{columns} kernel of ones"
        hint = "the number of rows is used where the number of columns belongs"
        expect.close(value, responses(image, kernel), what, hint=hint)


@pytest.mark.graded("check_response_map", points=1)
def test_fractions_are_kept(submission):
    """Where the image or the kernel holds fractions and the other whole numbers, responses are fractions."""
    image = np.random.default_rng(103).integers(0, 256, size=(5, 5)).astype(np.uint8)
    kernel = np.array([[1, 2, 1], [2, 8, 2], [1, 2, 1]])
    hint = "the result has a type of whole numbers, which cuts fractions off: make it an array of floats"
    for pixels, weights, of in ((image, kernel / 9, "kernel"), (image / 255, kernel, "image")):
        value = submission.call("response_map", pixels, weights)
        what = f"response_map of a 5x5 image with a 3x3 kernel, where only the {of} holds fractions"
        expect.close(value, responses(pixels.astype(float), weights), what, hint=hint)


# --- conv2d ---


@pytest.mark.graded("check_conv2d", points=1)
def test_channels_are_summed(submission):
    """Every channel counts, and the responses of the channels are added up."""
    rng = np.random.default_rng(104)
    image, kernels = rng.normal(size=(6, 6, 3)), rng.normal(size=(3, 3, 3, 1))
    value = submission.call("conv2d", image, kernels, np.zeros(1))
    what = "conv2d of a 6x6x3 image with one 3x3 filter"
    hint = "one channel only, or a mean of the channels, in place of their sum"
    expect.close(value, layer(image, kernels), what, hint=hint)


@pytest.mark.graded("check_conv2d", points=1)
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
    for stride in (2, 3):
        image, kernels = rng.normal(size=(8, 11, 1)), rng.normal(size=(3, 2, 1, 1))
        value = submission.call("conv2d", image, kernels, np.zeros(1), stride)
        what = f"conv2d of an 8x11x1 image with one 3x2 filter and stride {stride}"
        hint = "the window of output [i, j] starts at [i * stride, j * stride]"
        expect.close(value, layer(image, kernels, stride), what, hint=hint)


# --- pool2d ---


@pytest.mark.graded("check_pool2d", points=0.5)
def test_default_stride_is_the_pool_size(submission):
    """Without a stride the windows lie side by side and do not overlap."""
    maps = np.random.default_rng(108).uniform(1, 2, size=(12, 12, 1))
    for size in (2, 3):
        value = submission.call("pool2d", maps, size)
        what = f"pool2d(feature_maps, {size}) of a 12x12 map"
        expect.close(value, pooled(maps, size, size, np.max), what, hint="without a stride it is the pool size")


@pytest.mark.graded("check_pool2d", points=0.5)
def test_given_stride_is_used(submission):
    """A stride smaller than the pool size makes windows overlap, a larger one leaves gaps."""
    maps = np.random.default_rng(109).uniform(1, 2, size=(11, 11, 1))  # the last windows end at the last values
    for size, stride in ((3, 2), (3, 1), (2, 3), (1, 2)):
        value = submission.call("pool2d", maps, size, stride)
        what = f"pool2d(feature_maps, {size}, stride={stride}) of an 11x11 map"
        hint = "the window of output [i, j] starts at [i * stride, j * stride]"
        expect.close(value, pooled(maps, size, stride, np.max), what, hint=hint)


@pytest.mark.graded("check_pool2d", points=0.5)
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


# --- conv3d ---


@pytest.mark.graded("check_conv3d", points=1)
def test_volume_kernel_is_not_turned(submission):
    """The kernel lies in the volume as it is, along all three axes."""
    rng = np.random.default_rng(114)
    for size in (3, 3, 4):  # a second volume of the same shape: it has responses of its own
        volume, kernel = rng.normal(size=(5, 5, 5)), rng.normal(size=(size, size, size))
        value = submission.call("conv3d", volume, kernel)
        what = f"conv3d of a 5x5x5 volume with a {size}x{size}x{size} kernel"
        hint = "the kernel is turned, its axes are mixed up, or it does not move along the depth"
        expect.close(value, responses(volume, kernel), what, hint=hint)


@pytest.mark.graded("check_conv3d", points=1)
def test_depth_height_and_width_are_kept_apart(submission):
    """Neither the volume nor the kernel has to be a cube."""
    for shape, window in (((3, 6, 8), (2, 4, 1)), ((7, 4, 5), (1, 2, 3))):
        volume, kernel = np.random.default_rng(115).integers(0, 256, size=shape), np.full(window, 0.3)
        value = submission.call("conv3d", volume, kernel)
        what = f"conv3d of a volume of whole numbers, of shape {shape}, with a kernel of 0.3 of shape {window}"
        hint = "the axes are in the order depth, height, width, each with its own size; fractions are kept"
        expect.close(value, responses(volume, kernel), what, hint=hint)


# --- parameter_count ---


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


# --- receptive_field ---


@pytest.mark.graded("check_receptive_field", points=1)
def test_jump_multiplies_what_comes_after(submission):
    """A layer after strides widens the receptive field by (k - 1) times the product of these strides."""
    # Windows of 1 in the layers with a stride: these layers themselves add nothing, in whatever order they count.
    for layers in (
        [(5, 1), (1, 3), (3, 1)],
        [(6, 1), (1, 2), (1, 3), (4, 1)],
        [(3, 1), (1, 2), (3, 1), (1, 2), (5, 1)],
        [(1, 4), (3, 1)],  # it jumps over pixels in between
    ):
        value = submission.call("receptive_field", layers)
        hint = "each layer adds (k - 1) times the product of all strides below it"
        expect.equal(value, seen_pixels(layers), f"receptive_field({layers})", hint)


@pytest.mark.graded("check_receptive_field", points=1)
def test_own_stride_does_not_widen(submission):
    """The stride of a layer matters for the layers after it only; poolings count like convolutions."""
    for layers in ([(2, 2)], [(3, 1), (3, 3)], [(5, 1), (3, 1), (4, 2)]):
        value = submission.call("receptive_field", layers)
        hint = "a layer adds (k - 1) * jump before its own stride changes the jump"
        expect.equal(value, seen_pixels(layers), f"receptive_field({layers})", hint)
