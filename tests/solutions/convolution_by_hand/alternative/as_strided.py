"""Windows without copies by `as_strided`."""

# %% response_map
def response_map(image, kernel):
    shape = tuple(np.subtract(image.shape, kernel.shape) + 1) + kernel.shape
    windows = np.lib.stride_tricks.as_strided(image, shape, image.strides * 2)
    return (windows * kernel).sum((2, 3))


# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    rows, columns, channels, filters = kernels.shape
    height, width = (image.shape[0] - rows) // stride + 1, (image.shape[1] - columns) // stride + 1
    down, right, deep = image.strides
    windows = np.lib.stride_tricks.as_strided(
        image, (height, width, rows, columns, channels), (down * stride, right * stride, down, right, deep)
    )
    return windows.reshape(height, width, -1) @ kernels.reshape(-1, filters) + bias


# %% conv3d
def conv3d(volume, kernel):
    shape = tuple(n - k + 1 for n, k in zip(volume.shape, kernel.shape))
    windows = np.lib.stride_tricks.as_strided(volume, shape + kernel.shape, volume.strides * 2)
    return np.tensordot(windows, kernel, 3)
