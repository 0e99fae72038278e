"""The number of zeros may be negative, which `np.pad` does not accept.

caught by: test_nothing_is_cut_off
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        zeros = (-(-size // stride) - 1) * stride + kernel - size
        around.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, (*around, (0, 0)))
