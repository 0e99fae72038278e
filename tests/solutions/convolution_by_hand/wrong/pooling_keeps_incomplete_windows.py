"""Windows that stick out at the end are pooled too.

caught by: test_incomplete_windows_are_left_out
"""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = stride or pool_size
    reduce = np.max if mode == "max" else np.mean
    tops = range(0, feature_maps.shape[0] - pool_size + stride, stride)
    lefts = range(0, feature_maps.shape[1] - pool_size + stride, stride)
    return np.array([
        [reduce(feature_maps[i : i + pool_size, j : j + pool_size], axis=(0, 1)) for j in lefts] for i in tops
    ])
