"""Nothing but loops over single numbers."""

# %% response_map
def response_map(image, kernel):
    height, width = len(image) - len(kernel) + 1, len(image[0]) - len(kernel[0]) + 1
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            for a in range(len(kernel)):
                for b in range(len(kernel[0])):
                    result[i, j] += image[i + a, j + b] * kernel[a, b]
    return result


# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    rows, columns, channels, filters = kernels.shape
    result = np.zeros(((image.shape[0] - rows) // stride + 1, (image.shape[1] - columns) // stride + 1, filters))
    for i, j, f in np.ndindex(result.shape):
        result[i, j, f] = bias[f]
        for a, b, c in np.ndindex(rows, columns, channels):
            result[i, j, f] += image[i * stride + a, j * stride + b, c] * kernels[a, b, c, f]
    return result


# %% conv3d
def conv3d(volume, kernel):
    result = np.zeros([n - k + 1 for n, k in zip(volume.shape, kernel.shape)])
    for d, i, j in np.ndindex(result.shape):
        for e, a, b in np.ndindex(kernel.shape):
            result[d, i, j] += volume[d + e, i + a, j + b] * kernel[e, a, b]
    return result


# %% receptive_field
def receptive_field(layers):
    field = 1
    for window, stride in reversed(layers):
        field = (field - 1) * stride + window
    return field
