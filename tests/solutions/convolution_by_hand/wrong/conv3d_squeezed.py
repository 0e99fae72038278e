"""Axes of length one are squeezed away.

caught by: test_conv3d_keeps_arguments_axes_and_fractions
"""

# %% conv3d
def conv3d(volume, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(volume, kernel.shape)
    return np.einsum("dijeab,eab->dij", windows, kernel).squeeze()
