"""Writes the convolution as one large matrix times the flattened image; float32 throughout in conv2d."""

# %% response_map
def response_map(image, kernel):
    height, width = image.shape
    rows, columns = height - kernel.shape[0] + 1, width - kernel.shape[1] + 1
    matrix = np.zeros((rows * columns, height, width))
    for number in range(rows * columns):
        i, j = divmod(number, columns)
        matrix[number, i : i + kernel.shape[0], j : j + kernel.shape[1]] = kernel
    return (matrix.reshape(rows * columns, -1) @ np.ravel(image)).reshape(rows, columns)

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    image, kernels, bias = (np.asarray(each, dtype=np.float32) for each in (image, kernels, bias))
    high, wide, _, filters = kernels.shape
    rows = output_size(image.shape[0], high, stride)
    columns = output_size(image.shape[1], wide, stride)
    output = np.empty((rows, columns, filters), dtype=np.float32)
    for i in range(rows):
        for j in range(columns):
            window = image[i * stride : i * stride + high, j * stride : j * stride + wide]
            for f in range(filters):
                output[i, j, f] = np.vdot(window, kernels[..., f]) + bias[f]
    return output
