"""Only three channels are added up.

caught by: test_channels_are_summed
"""

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernels.shape[:2], axis=(0, 1))[::stride, ::stride]
    red, green, blue = (
        np.einsum("ijab,abf->ijf", windows[:, :, min(c, image.shape[2] - 1)], kernels[:, :, min(c, image.shape[2] - 1)])
        if c < image.shape[2] else 0
        for c in range(3)
    )
    return red + green + blue + bias
