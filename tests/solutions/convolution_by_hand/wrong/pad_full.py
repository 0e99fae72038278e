"""The kernel minus one is added on both sides, as for a full convolution.

caught by: test_zeros_surround_the_image, test_extra_zero_is_at_the_end, test_stride_takes_fewer_zeros, test_axes_are_padded_apart
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = [(size - 1, size - 1) for size in kernel_size]
    return np.pad(image, (*around, (0, 0)))
