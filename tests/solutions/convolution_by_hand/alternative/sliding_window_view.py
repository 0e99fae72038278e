"""All windows at once by `sliding_window_view`, summed with `tensordot`."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    starts = range(0, size if padding == "same" else size - dilation * (kernel - 1), stride)
    return len(starts)


# %% response_map
from numpy.lib.stride_tricks import sliding_window_view


def response_map(image, kernel):
    return np.tensordot(sliding_window_view(image, kernel.shape), kernel, axes=2)


# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernels.shape[:3])[::stride, ::stride, 0]
    return np.tensordot(windows, kernels, axes=3) + bias


# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = pool_size if stride is None else stride
    windows = np.lib.stride_tricks.sliding_window_view(feature_maps, (pool_size, pool_size), axis=(0, 1))
    windows = windows[::stride, ::stride]
    return {"max": np.max, "average": np.mean}[mode](windows, axis=(-2, -1))


# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    return np.prod(kernel_size) * in_channels * filters + use_bias * filters
