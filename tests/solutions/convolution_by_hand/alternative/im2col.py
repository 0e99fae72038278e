"""Lays every window out as a row of a matrix and multiplies by the matrix of filters (im2col)."""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    high, wide, channels, filters = kernels.shape
    tops = range(0, image.shape[0] - high + 1, stride)
    lefts = range(0, image.shape[1] - wide + 1, stride)
    rows = np.array(
        [image[top : top + high, left : left + wide].ravel() for top in tops for left in lefts]
    )
    result = rows @ kernels.reshape(-1, filters) + np.asarray(bias)
    return result.reshape(len(tops), len(lefts), filters)

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    step = pool_size if stride is None else stride
    summary = {"max": np.max, "average": np.mean}[mode]
    height, width = feature_maps.shape[:2]
    return np.array(
        [
            [
                summary(feature_maps[i : i + pool_size, j : j + pool_size], axis=(0, 1))
                for j in range(0, width - pool_size + 1, step)
            ]
            for i in range(0, height - pool_size + 1, step)
        ]
    )

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    widths = []
    for size, kernel in zip(image.shape, kernel_size):
        remainder = size % stride or stride
        total = max(kernel - remainder, 0)
        widths.append((total // 2, (total + 1) // 2))
    return np.pad(image, widths + [(0, 0)])
