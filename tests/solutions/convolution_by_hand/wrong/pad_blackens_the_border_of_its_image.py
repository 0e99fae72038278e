"""Before it is padded, the image loses a pixel on each side that is put back in the result only.

caught by: test_pad_same_keeps_its_image
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    around = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        windows = (size + stride - 1) // stride
        zeros = max((windows - 1) * stride + kernel - size, 0)
        around.append((zeros // 2, zeros - zeros // 2))
    result = np.pad(image, (*around, (0, 0)))
    image[0] = 0
    return result
