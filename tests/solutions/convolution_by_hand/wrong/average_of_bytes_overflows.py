"""The sum of a window of bytes stays a byte, and overflows.

caught by: test_average_is_the_mean
"""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = pool_size if stride is None else stride
    height, width = ((size - pool_size) // stride * stride + 1 for size in feature_maps.shape[:2])
    result = None
    for row in range(pool_size):
        for column in range(pool_size):
            view = feature_maps[row : row + height : stride, column : column + width : stride]
            if result is None:
                result = view.copy()
            elif mode == "max":
                result = np.maximum(result, view)
            else:
                result = result + view
    return result if mode == "max" else result / pool_size**2
