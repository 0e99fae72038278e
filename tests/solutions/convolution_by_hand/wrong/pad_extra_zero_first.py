"""The extra zero is above and on the left.

caught by: test_extra_zero_is_at_the_end
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        zeros = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        around.append((zeros - zeros // 2, zeros // 2))
    return np.pad(image, (*around, (0, 0)))
