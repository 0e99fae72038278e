"""Channels of zeros are added as well.

caught by: test_zeros_surround_the_image, test_stride_takes_fewer_zeros, test_axes_are_padded_apart, test_extra_zero_is_at_the_end
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        zeros = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        around.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, (*around, around[0]))
