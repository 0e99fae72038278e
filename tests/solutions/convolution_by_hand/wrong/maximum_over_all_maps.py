"""The maximum is that of all maps, in each of them; averages are right.

caught by: test_channels_are_pooled_apart
"""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = stride or pool_size
    windows = np.lib.stride_tricks.sliding_window_view(feature_maps, (pool_size, pool_size), axis=(0, 1))
    windows = windows[::stride, ::stride]
    if mode == "average":
        return windows.mean(axis=(3, 4))
    return np.repeat(windows.max(axis=(2, 3, 4))[..., np.newaxis], feature_maps.shape[-1], axis=-1)
