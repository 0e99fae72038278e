"""The pooled maps have the data type of the maps: averages of whole numbers lose their fractions.

caught by: test_average_is_the_mean
"""
# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = stride or pool_size
    height, width, channels = feature_maps.shape
    shape = ((height - pool_size) // stride + 1, (width - pool_size) // stride + 1, channels)
    result = np.zeros_like(feature_maps, shape=shape)
    for i in range(shape[0]):
        for j in range(shape[1]):
            window = feature_maps[i * stride:i * stride + pool_size, j * stride:j * stride + pool_size]
            result[i, j] = window.max(axis=(0, 1)) if mode == "max" else window.mean(axis=(0, 1))
    return result
