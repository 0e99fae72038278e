"""Written from the release alone: small functions that everything is built of."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    assert padding in ("valid", "same"), padding
    span = kernel + (kernel - 1) * (dilation - 1)
    starts = range(0, size, stride)
    if padding == "valid":
        starts = [start for start in starts if start + span <= size]
    return len(starts)

# %% response_map
def window_at(array, corner, shape):
    """Cut out the window with this corner."""
    return array[tuple(slice(c, c + n) for c, n in zip(corner, shape))]


def slide(array, shape, function, stride=1):
    """Call a function for each window, over the leading axes."""
    counts = [output_size(n, k, stride) for n, k in zip(array.shape, shape)]
    results = [function(window_at(array, [stride * i for i in place], shape)) for place in np.ndindex(*counts)]
    return np.array(results).reshape(*counts, *np.shape(results[0]))


def response_map(image, kernel):
    return slide(image, kernel.shape, lambda window: np.vdot(window, kernel))

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    def all_filters(window):
        return np.tensordot(window, kernels, axes=3) + bias

    return slide(image, kernels.shape[:2], all_filters, stride)

# %% pad_same
def missing(n, k, s):
    """Zeros before and after."""
    remainder = n % s or s
    total = max(k - remainder, 0)
    before = total // 2
    return (before, total - before)


def pad_same(image, kernel_size, stride=1):
    rows = missing(image.shape[0], kernel_size[0], stride)
    columns = missing(image.shape[1], kernel_size[1], stride)
    return np.pad(image, (rows, columns, (0, 0)))

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    reduce = np.amax if mode == "max" else np.average
    step = pool_size if stride is None else stride
    return slide(feature_maps, (pool_size, pool_size), lambda window: reduce(window, axis=(0, 1)), step)

# %% conv3d
def conv3d(volume, kernel):
    return response_map(volume, kernel)

# %% [markdown] explain_misprint
# My function disagrees with the slide in two of the responses. Each response belongs to one window, so a wrong response is
# alone. A weight takes part in each of the eight sums. An entry of the cube takes part in as many sums as windows cover it,
# that is the product over the axes of 1 at the border and 2 inside. A single wrong weight would have changed more than two.

# %% parameter_count
import math


def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    per_filter = math.prod(kernel_size, start=in_channels)
    if use_bias:
        per_filter += 1
    return per_filter * filters

# %% receptive_field
def receptive_field(layers):
    """From the top downwards: r units of a layer need (r - 1) * s + k of the one below."""
    width = 1
    for window, stride in layers[::-1]:
        width = stride * (width - 1) + window
    return width

# %% [markdown] explain_pooling
# The unit with pooling could see a whole nose, the one without sees the nostril. You need nine layers without pooling, and
# the picture stays large in all of them, hence many more multiplications. Pooling loses where in the window the maximum
# was; counting pixels of a tumour would suffer.
