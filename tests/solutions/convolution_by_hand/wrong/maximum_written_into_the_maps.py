"""The running maximum is written into the given maps.

caught by: test_pool2d_keeps_its_maps_and_pools_each_alone
"""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = pool_size if stride is None else stride
    height, width = feature_maps.shape[0] - pool_size + 1, feature_maps.shape[1] - pool_size + 1
    if mode == "average":
        total = np.zeros((height, width, feature_maps.shape[2]))
        for row in range(pool_size):
            for column in range(pool_size):
                total += feature_maps[row : row + height, column : column + width]
        return total[::stride, ::stride] / pool_size**2
    maps = np.asarray(feature_maps)
    for _ in range(pool_size - 1):
        maps[:-1] = np.maximum(maps[:-1], maps[1:])
    for _ in range(pool_size - 1):
        maps[:, :-1] = np.maximum(maps[:, :-1], maps[:, 1:])
    return maps[:height:stride, :width:stride].copy()
