"""Plain nested loops and lists of Python numbers; an array is made of them at the end only."""

# %% response_map
def response_map(image, kernel):
    image, kernel = np.asarray(image).tolist(), np.asarray(kernel).tolist()
    kernel_rows, kernel_columns = len(kernel), len(kernel[0])
    result = []
    for i in range(len(image) - kernel_rows + 1):
        line = []
        for j in range(len(image[0]) - kernel_columns + 1):
            response = 0
            for a in range(kernel_rows):
                for b in range(kernel_columns):
                    response += image[i + a][j + b] * kernel[a][b]
            line.append(response)
        result.append(line)
    return np.array(result)

# %% conv3d
def conv3d(volume, kernel):
    shape = [n - k + 1 for n, k in zip(volume.shape, kernel.shape)]
    depth, height, width = kernel.shape
    responses = [
        float((volume[z : z + depth, y : y + height, x : x + width] * kernel).sum())
        for z in range(shape[0])
        for y in range(shape[1])
        for x in range(shape[2])
    ]
    return np.array(responses).reshape(shape)

# %% receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for layer in layers:
        field += (layer[0] - 1) * jump
        jump *= layer[1]
    return field
