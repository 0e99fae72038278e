"""Only the first channel is looked at.

caught by: test_channels_are_summed
"""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    rows, columns, channels, filters = kernels.shape
    height, width = (image.shape[0] - rows) // stride + 1, (image.shape[1] - columns) // stride + 1
    result = np.zeros((height, width, filters))
    for i in range(height):
        for j in range(width):
            window = image[i * stride : i * stride + rows, j * stride : j * stride + columns]

            result[i, j] = np.einsum("ab,abf->f", window[..., 0], kernels[:, :, 0]) + bias
    return result
