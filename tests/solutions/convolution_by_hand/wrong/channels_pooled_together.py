"""The maximum is taken over the channels as well.

caught by: test_channels_are_pooled_apart, test_pool2d_keeps_its_maps_and_pools_each_alone
"""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = stride or pool_size
    height, width, channels = feature_maps.shape
    result = np.zeros(((height - pool_size) // stride + 1, (width - pool_size) // stride + 1, channels))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            window = feature_maps[i * stride : i * stride + pool_size, j * stride : j * stride + pool_size]
            result[i, j] = window.max() if mode == "max" else window.mean()
    return result
