"""Later tasks call earlier ones, and a Keras layer counts the parameters."""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    maps = [
        sum(response_map(image[..., c], kernels[..., c, f]) for c in range(kernels.shape[2])) + bias[f]
        for f in range(kernels.shape[3])
    ]
    return np.stack(maps, axis=-1)[::stride, ::stride]


# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = stride or pool_size
    rows, columns = (output_size(n, pool_size, stride) for n in feature_maps.shape[:2])
    reduce = np.max if mode == "max" else np.mean
    corners = [[(i * stride, j * stride) for j in range(columns)] for i in range(rows)]
    return np.array([
        [reduce(feature_maps[i : i + pool_size, j : j + pool_size], axis=(0, 1)) for i, j in line] for line in corners
    ])


# %% conv3d
def conv3d(volume, kernel):
    depth = output_size(len(volume), len(kernel))
    return np.array([
        sum(response_map(volume[d + e], kernel[e]) for e in range(len(kernel))) for d in range(depth)
    ])


# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    layer_class = (keras.layers.Conv1D, keras.layers.Conv2D, keras.layers.Conv3D)[len(kernel_size) - 1]
    layer = layer_class(filters, kernel_size, use_bias=use_bias)
    layer.build((None, *kernel_size, in_channels))
    return layer.count_params()
