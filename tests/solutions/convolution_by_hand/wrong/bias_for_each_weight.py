"""The bias is added to each product, and so once for each weight.

caught by: test_each_filter_has_one_bias
"""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    rows, columns, channels, filters = kernels.shape
    height, width = (image.shape[0] - rows) // stride + 1, (image.shape[1] - columns) // stride + 1
    result = np.zeros((height, width, filters))
    for i in range(height):
        for j in range(width):
            window = image[i * stride : i * stride + rows, j * stride : j * stride + columns]

            result[i, j] = (window[..., np.newaxis] * kernels + bias).sum(axis=(0, 1, 2))
    return result
