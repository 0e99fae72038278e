"""Without a stride the window moves by 1.

caught by: test_default_stride_is_the_pool_size
"""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = stride or 1
    windows = np.lib.stride_tricks.sliding_window_view(feature_maps, (pool_size, pool_size), axis=(0, 1))
    windows = windows[::stride, ::stride]
    return windows.max(axis=(3, 4)) if mode == "max" else windows.mean(axis=(3, 4))
