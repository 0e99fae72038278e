"""The sum of a window is divided by the square of the stride.

caught by: test_average_is_the_mean
"""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    if stride is None:
        stride = pool_size
    windows = np.lib.stride_tricks.sliding_window_view(feature_maps, (pool_size, pool_size), axis=(0, 1))
    windows = windows[::stride, ::stride]
    if mode == "max":
        return windows.max(axis=(3, 4))
    return windows.sum(axis=(3, 4)) / stride**2
