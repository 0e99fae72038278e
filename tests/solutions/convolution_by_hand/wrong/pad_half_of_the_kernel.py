"""Half of the kernel is added on both sides, which is one zero too many for an even kernel; the stride is ignored.

caught by: test_extra_zero_is_at_the_end, test_stride_takes_fewer_zeros
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = [(size // 2, size // 2) for size in kernel_size]
    return np.pad(image, (*around, (0, 0)))
