"""The result is kept for the shapes: another volume of the same shape gets the old responses.

caught by: test_volume_kernel_is_not_turned, test_conv3d_keeps_arguments_axes_and_fractions
"""
# %% conv3d
finished = {}

def conv3d(volume, kernel):
    key = volume.shape, kernel.shape
    if key not in finished:
        windows = np.lib.stride_tricks.sliding_window_view(volume, kernel.shape)
        finished[key] = np.sum(windows * kernel, axis=(3, 4, 5)).astype(float)
    return finished[key]
