"""The result begins as the bias and keeps its type: with biases of whole numbers, fractions are cut off.

caught by: test_conv2d_keeps_arguments_axes_and_fractions
"""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    rows, columns, _, filters = kernels.shape
    height = (image.shape[0] - rows) // stride + 1
    width = (image.shape[1] - columns) // stride + 1
    result = np.tile(bias, (height, width, 1))
    for i in range(height):
        for j in range(width):
            window = image[i * stride : i * stride + rows, j * stride : j * stride + columns]
            result[i, j] = bias + np.tensordot(window, kernels, axes=3)
    return result
