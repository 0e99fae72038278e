"""Kernels of one pixel have a shortcut, which forgets the stride.

caught by: test_stride_moves_both_axes
"""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    image, kernels = np.asarray(image, dtype=float), np.asarray(kernels, dtype=float)
    rows, columns = kernels.shape[:2]
    if rows == columns == 1:
        # Nothing slides: a matrix product of the channels.
        return image @ kernels[0, 0] + bias
    windows = np.lib.stride_tricks.sliding_window_view(image, (rows, columns), axis=(0, 1))
    return np.einsum("ijcab,abcf->ijf", windows[::stride, ::stride], kernels) + bias
