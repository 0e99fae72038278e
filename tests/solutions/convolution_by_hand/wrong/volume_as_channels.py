"""The depth is treated like channels: every slice is summed, and nothing moves along the depth.

caught by: test_conv3d_keeps_arguments_axes_and_fractions, test_depth_height_and_width_are_kept_apart, test_volume_kernel_is_not_turned
"""

# %% conv3d
def conv3d(volume, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(volume[: len(kernel)], kernel.shape[1:], axis=(1, 2))
    return np.einsum("dijab,dab->ij", windows, kernel)
