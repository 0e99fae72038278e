"""The pair is read as columns and rows.

caught by: test_axes_are_padded_apart
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = []
    for size, kernel in zip(image.shape[:2], kernel_size[::-1]):
        zeros = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        around.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, (*around, (0, 0)))
