"""Builds the Keras layer, sets its weights, and returns what it gives (float32); the parameters are counted by Keras too."""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    layer = keras.layers.Conv2D(kernels.shape[-1], kernels.shape[:2], strides=stride)
    layer.build((None,) + tuple(image.shape))
    layer.set_weights([np.asarray(kernels), np.asarray(bias)])
    return np.array(layer(np.asarray(image, "float32")[None]))[0]

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    kind = keras.layers.MaxPooling2D if mode == "max" else keras.layers.AveragePooling2D
    layer = kind(pool_size=pool_size, strides=stride, padding="valid")
    return np.array(layer(np.asarray(feature_maps, dtype="float32")[np.newaxis]))[0]

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    kinds = {1: keras.layers.Conv1D, 2: keras.layers.Conv2D, 3: keras.layers.Conv3D}
    layer = kinds[len(kernel_size)](filters, tuple(kernel_size), use_bias=use_bias)
    layer.build((None, *kernel_size, in_channels))
    return layer.count_params()
