"""Written from the release alone: the obvious way again, by somebody else."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        return (size + stride - 1) // stride
    k = (kernel - 1) * dilation + 1
    return (size - k) // stride + 1

# %% response_map
def response_map(image, kernel):
    rows = image.shape[0] - kernel.shape[0] + 1
    cols = image.shape[1] - kernel.shape[1] + 1
    result = np.zeros((rows, cols))
    for r in range(rows):
        for c in range(cols):
            window = image[r : r + kernel.shape[0], c : c + kernel.shape[1]]
            result[r, c] = (window * kernel).sum()
    return result

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    k_rows, k_cols, _, filters = kernels.shape
    rows = output_size(image.shape[0], k_rows, stride)
    cols = output_size(image.shape[1], k_cols, stride)
    result = np.zeros((rows, cols, filters))
    for r in range(rows):
        for c in range(cols):
            top, left = r * stride, c * stride
            window = image[top : top + k_rows, left : left + k_cols]
            for f in range(filters):
                result[r, c, f] = (window * kernels[..., f]).sum() + bias[f]
    return result

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    def zeros(n, k):
        last_start = (output_size(n, k, stride, padding="same") - 1) * stride
        return max(0, last_start + k - n)

    v = zeros(image.shape[0], kernel_size[0])
    h = zeros(image.shape[1], kernel_size[1])
    result = np.zeros((image.shape[0] + v, image.shape[1] + h, image.shape[2]), image.dtype)
    result[v // 2 : v // 2 + image.shape[0], h // 2 : h // 2 + image.shape[1]] = image
    return result

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = stride or pool_size
    rows = output_size(feature_maps.shape[0], pool_size, stride)
    cols = output_size(feature_maps.shape[1], pool_size, stride)
    result = np.zeros((rows, cols, feature_maps.shape[2]))
    for r in range(rows):
        for c in range(cols):
            top, left = r * stride, c * stride
            window = feature_maps[top : top + pool_size, left : left + pool_size]
            if mode == "max":
                result[r, c] = window.max(axis=(0, 1))
            else:
                result[r, c] = window.mean(axis=(0, 1))
    return result

# %% conv3d
def conv3d(volume, kernel):
    kd, kr, kc = kernel.shape
    shape = tuple(np.subtract(volume.shape, kernel.shape) + 1)
    result = np.zeros(shape)
    for d, r, c in np.ndindex(shape):
        result[d, r, c] = (volume[d : d + kd, r : r + kr, c : c + kc] * kernel).sum()
    return result

# %% [markdown] explain_misprint
# There are wrong responses, namely those where `printed - mine` is not zero. One response -> only itself. A weight -> all
# eight of them, as long as no entry below it is 0. An entry -> from one up to eight; corners are in one window, edges in
# two, faces in four, the inner ones in eight. Two wrong responses that lie diagonally cannot come from one entry, because
# the windows of an entry always form a block.

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    weights = in_channels
    for n in kernel_size:
        weights *= n
    return filters * (weights + 1) if use_bias else filters * weights

# %% receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for window, stride in layers:
        field += (window - 1) * jump
        jump *= stride
    return field

# %% [markdown] explain_pooling
# Whole objects instead of textures, for instance the word "not" together with the adjective that it negates four words
# later. `receptive_field([(3, 1)] * 9)` is 19, with eight it is only 17. So nine, which means three times as many weights.
# What is lost is where the largest value came from. Reading a clock would be harder.
