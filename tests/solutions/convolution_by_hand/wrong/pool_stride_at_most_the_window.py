"""A stride larger than the window is cut to the window.

caught by: test_given_stride_is_used
"""
# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = min(stride or pool_size, pool_size)
    windows = np.lib.stride_tricks.sliding_window_view(feature_maps, (pool_size, pool_size), axis=(0, 1))
    windows = windows[::stride, ::stride]
    return windows.max(axis=(3, 4)) if mode == "max" else windows.mean(axis=(3, 4))
