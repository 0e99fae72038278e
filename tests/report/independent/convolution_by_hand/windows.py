"""Written from the release alone: as little code as possible, windows and einsum."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    return -(-size // stride) if padding == "same" else (size - dilation * (kernel - 1) - 1) // stride + 1

# %% response_map
from numpy.lib.stride_tricks import sliding_window_view as swv


def response_map(image, kernel):
    return np.tensordot(swv(image, kernel.shape), kernel, axes=2)

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    w = swv(image, kernels.shape[:2], axis=(0, 1))  # y x c a b
    w = w[::stride, ::stride]
    return np.einsum("yxcab,abcf->yxf", w, kernels, optimize=True) + np.asarray(bias)

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    def ends(n, k):
        z = max((output_size(n, k, stride, "same") - 1) * stride + k - n, 0)
        return z // 2, z - z // 2

    return np.pad(image, [ends(n, k) for n, k in zip(image.shape, kernel_size)] + [(0, 0)])

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    s = stride or pool_size
    w = swv(feature_maps, (pool_size, pool_size), axis=(0, 1))[::s, ::s]
    return {"max": np.max, "average": np.mean}[mode](w, axis=(-2, -1))

# %% conv3d
def conv3d(volume, kernel):
    return np.einsum("zyxabc,abc->zyx", swv(volume, kernel.shape), kernel)

# %% [markdown] explain_misprint
# `conv3d(slide_cube, slide_kernel) != printed_responses` is true at two places. (a) one response, (b) all eight if the
# entry of the kernel meets nonzero numbers, (c) between one (corner) and eight (the inner 2x2x2 block). Not explainable by
# one wrong weight. The difference would have to be the same multiple of kernel weights for the cube.

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    return int(filters * (in_channels * np.prod(kernel_size) + use_bias))

# %% receptive_field
def receptive_field(layers):
    k, s = np.array(layers).T
    jumps = np.cumprod(np.r_[1, s[:-1]])
    return int(1 + ((k - 1) * jumps).sum())

# %% [markdown] explain_pooling
# Seven against eighteen pixels. With eighteen you get an entire digit of MNIST nearly, with seven a corner or a curve. In
# text: a phrase instead of a trigram. (18 - 1) / 2 = 8.5, so nine layers; cost: nine times the weights of a layer, and all
# of them at full resolution. Pooling discards position, harmful for e.g. predicting a bounding box.
