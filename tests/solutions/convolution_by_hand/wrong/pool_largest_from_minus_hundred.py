"""The search for the largest value starts at -100, so maps that lie below come out as -100.

caught by: test_largest_value_may_be_negative
"""
# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    if stride is None:
        stride = pool_size
    height, width, channels = feature_maps.shape
    result = np.zeros(((height - pool_size) // stride + 1, (width - pool_size) // stride + 1, channels))
    for i, j, c in np.ndindex(*result.shape):
        largest, total = -100, 0
        for a in range(pool_size):
            for b in range(pool_size):
                value = feature_maps[i * stride + a, j * stride + b, c]
                total += value
                if value > largest:
                    largest = value
        result[i, j, c] = largest if mode == "max" else total / pool_size ** 2
    return result
