"""All zeros are below and on the right.

caught by: test_zeros_surround_the_image, test_extra_zero_is_at_the_end, test_stride_takes_fewer_zeros, test_axes_are_padded_apart
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        zeros = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        around.append((0, zeros))
    return np.pad(image, (*around, (0, 0)))
