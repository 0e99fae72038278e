"""The stride is ignored.

caught by: test_stride_moves_both_axes
"""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernels.shape[:2], axis=(0, 1))
    return np.einsum("ijcab,abcf->ijf", windows, kernels) + bias
