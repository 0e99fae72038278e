"""The zeros of stride 1 are added for any stride.

caught by: test_stride_takes_fewer_zeros
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = [((size - 1) // 2, size // 2) for size in kernel_size]
    return np.pad(image, (*around, (0, 0)))
