"""The windows are counted as for "valid" padding: the stride is rounded down.

caught by: test_stride_takes_fewer_zeros
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        zeros = max(((size // stride) - 1) * stride + kernel - size, 0)
        around.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, (*around, (0, 0)))
