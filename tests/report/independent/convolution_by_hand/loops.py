"""Written from the release alone: plain loops, long names."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        # one output for every stride-th pixel, beginning with the first one
        number_of_outputs = 0
        for pixel in range(0, size, stride):
            number_of_outputs = number_of_outputs + 1
        return number_of_outputs
    covered_pixels = (kernel - 1) * dilation + 1
    last_start = size - covered_pixels
    return last_start // stride + 1


# %% response_map
def response_map(image, kernel):
    image_height, image_width = image.shape
    kernel_height, kernel_width = kernel.shape
    answer = []
    for top in range(image_height - kernel_height + 1):
        line = []
        for left in range(image_width - kernel_width + 1):
            total = 0.0
            for y in range(kernel_height):
                for x in range(kernel_width):
                    total = total + image[top + y][left + x] * kernel[y][x]
            line.append(total)
        answer.append(line)
    return np.array(answer)


# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    image_height, image_width, number_of_channels = image.shape
    kernel_height, kernel_width, _, number_of_filters = kernels.shape
    output_height = output_size(image_height, kernel_height, stride)
    output_width = output_size(image_width, kernel_width, stride)
    output = np.zeros((output_height, output_width, number_of_filters))
    for filter_number in range(number_of_filters):
        for row in range(output_height):
            for column in range(output_width):
                total = bias[filter_number]
                for y in range(kernel_height):
                    for x in range(kernel_width):
                        for channel in range(number_of_channels):
                            pixel = image[row * stride + y, column * stride + x, channel]
                            total = total + pixel * kernels[y, x, channel, filter_number]
                output[row, column, filter_number] = total
    return output


# %% pad_same
def pad_same(image, kernel_size, stride=1):
    height, width, number_of_channels = image.shape
    windows_down = output_size(height, kernel_size[0], stride, padding="same")
    windows_right = output_size(width, kernel_size[1], stride, padding="same")
    zeros_vertical = (windows_down - 1) * stride + kernel_size[0] - height
    zeros_horizontal = (windows_right - 1) * stride + kernel_size[1] - width
    if zeros_vertical < 0:
        zeros_vertical = 0
    if zeros_horizontal < 0:
        zeros_horizontal = 0
    above = zeros_vertical // 2
    on_the_left = zeros_horizontal // 2
    padded = np.zeros((height + zeros_vertical, width + zeros_horizontal, number_of_channels))
    for y in range(height):
        for x in range(width):
            padded[above + y, on_the_left + x] = image[y, x]
    return padded


# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    if stride is None:
        stride = pool_size
    height, width, number_of_channels = feature_maps.shape
    output_height = output_size(height, pool_size, stride)
    output_width = output_size(width, pool_size, stride)
    output = np.zeros((output_height, output_width, number_of_channels))
    for channel in range(number_of_channels):
        for row in range(output_height):
            for column in range(output_width):
                values = []
                for y in range(pool_size):
                    for x in range(pool_size):
                        values.append(feature_maps[row * stride + y, column * stride + x, channel])
                if mode == "max":
                    output[row, column, channel] = max(values)
                else:
                    output[row, column, channel] = sum(values) / len(values)
    return output


# %% conv3d
def conv3d(volume, kernel):
    depth, height, width = volume.shape
    kernel_depth, kernel_height, kernel_width = kernel.shape
    output = np.zeros((depth - kernel_depth + 1, height - kernel_height + 1, width - kernel_width + 1))
    for slice_number in range(output.shape[0]):
        for row in range(output.shape[1]):
            for column in range(output.shape[2]):
                total = 0
                for z in range(kernel_depth):
                    for y in range(kernel_height):
                        for x in range(kernel_width):
                            total = total + volume[slice_number + z, row + y, column + x] * kernel[z, y, x]
                output[slice_number, row, column] = total
    return output


# %% [markdown] explain_misprint
# I called conv3d with the cube and the kernel and compared it with the printed numbers. Two of the eight are different,
# one in each slice of the result. If a response is misprinted, only that one is wrong. If a weight of the kernel is
# misprinted, usually all eight change, because every response uses every weight. If it is an entry of the cube, it
# depends: a corner is used by a single window, an entry in the middle by all eight of them. A single misprint in the
# kernel cannot explain it since then all would be off, and for the cube I would need an entry that only these two
# windows share.

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    weights_per_channel = 1
    for length in kernel_size:
        weights_per_channel = weights_per_channel * length
    parameters = weights_per_channel * in_channels * filters
    if use_bias:
        parameters = parameters + filters
    return parameters


# %% receptive_field
def receptive_field(layers):
    receptive = 1
    distance = 1
    for layer in layers:
        window = layer[0]
        stride = layer[1]
        receptive = receptive + (window - 1) * distance
        distance = distance * stride
    return receptive

# %% [markdown] explain_pooling
# A unit that sees 18 pixels can recognise a whole letter or an eye, the other one sees only 7 pixels and so only a part
# of a stroke. Without pooling one needs nine convolutions, because each one adds two pixels to the first one. That costs
# more parameters and more time. Pooling forgets where exactly something was. This is bad when the task is to mark the
# outline of an organ.
