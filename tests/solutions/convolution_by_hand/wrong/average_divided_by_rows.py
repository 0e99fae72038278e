"""The sum of a window is divided by its number of rows, not of values.

caught by: test_average_is_the_mean
"""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = stride or pool_size
    windows = np.lib.stride_tricks.sliding_window_view(feature_maps, (pool_size, pool_size), axis=(0, 1))
    windows = windows[::stride, ::stride]
    return windows.max(axis=(3, 4)) if mode == "max" else windows.sum(axis=(3, 4)) / pool_size
