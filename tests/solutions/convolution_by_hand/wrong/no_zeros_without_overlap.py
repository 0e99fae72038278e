"""Where windows do not overlap, there are no zeros.

caught by: test_stride_takes_fewer_zeros
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    pads = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        windows = -(-size // stride)
        zeros = max(0, (windows - 1) * stride + kernel - size)
        if stride >= kernel:
            zeros = 0
        pads.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, (*pads, (0, 0)))
