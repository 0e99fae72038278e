"""The height of the kernel is used for rows and columns.

caught by: test_axes_are_padded_apart
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = []
    for size, kernel in zip(image.shape[:2], (kernel_size[0], kernel_size[0])):
        zeros = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        around.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, (*around, (0, 0)))
