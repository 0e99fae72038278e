"""The result has the data type of the image: for bytes the responses are cut off.

caught by: test_each_filter_has_one_bias
"""
# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    rows, columns, _, filters = kernels.shape
    shape = ((image.shape[0] - rows) // stride + 1, (image.shape[1] - columns) // stride + 1, filters)
    result = np.zeros(shape, dtype=image.dtype)
    for i, j, f in np.ndindex(*shape):
        window = image[i * stride:i * stride + rows, j * stride:j * stride + columns]
        result[i, j, f] = np.sum(window * kernels[..., f]) + bias[f]
    return result
