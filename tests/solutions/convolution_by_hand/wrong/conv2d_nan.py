"""The responses are divided by a norm of 0, so they are NaN.

caught by: test_channels_are_summed, test_conv2d_keeps_arguments_axes_and_fractions, test_each_filter_has_one_bias, test_filters_are_kept_apart, test_stride_moves_both_axes
"""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    rows, columns, channels, filters = kernels.shape
    height, width = (image.shape[0] - rows) // stride + 1, (image.shape[1] - columns) // stride + 1
    result = np.zeros((height, width, filters))
    for i in range(height):
        for j in range(width):
            window = image[i * stride : i * stride + rows, j * stride : j * stride + columns]

            result[i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result * (np.zeros(filters) / np.zeros(filters))
