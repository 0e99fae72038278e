"""The border is filled with copies of the outer pixels.

caught by: test_zeros_surround_the_image
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        zeros = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        around.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, (*around, (0, 0)), mode="edge")
