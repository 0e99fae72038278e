"""The kernel is turned before it moves through the volume.

caught by: test_volume_kernel_is_not_turned
"""

# %% conv3d
def conv3d(volume, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(volume, kernel.shape)
    return np.einsum("dijeab,eab->dij", windows, kernel[::-1, ::-1, ::-1])
