"""Pads by concatenating blocks of zeros; asks output_size for the number of windows; returns floats."""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    image = np.array(image, dtype="float64")
    for axis in (0, 1):
        size, kernel = image.shape[axis], kernel_size[axis]
        windows = output_size(size, kernel, stride=stride, padding="same")
        zeros = max(0, (windows - 1) * stride + kernel - size)
        before, after = list(image.shape), list(image.shape)
        before[axis] = zeros // 2
        after[axis] = zeros - zeros // 2
        image = np.concatenate([np.zeros(before), image, np.zeros(after)], axis=axis)
    return image

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    weights = in_channels * filters
    for size in kernel_size:
        weights *= size
    return weights + filters if use_bias else weights
