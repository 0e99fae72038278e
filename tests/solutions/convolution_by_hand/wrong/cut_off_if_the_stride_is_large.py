"""Where the last window ends inside the image, the rest is cut off.

caught by: test_nothing_is_cut_off
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    pads = []
    for axis, kernel in enumerate(kernel_size):
        size = image.shape[axis]
        zeros = (-(-size // stride) - 1) * stride + kernel - size
        if kernel == 1:
            zeros = 0
        if zeros < 0:
            image = np.delete(image, range(size + zeros, size), axis=axis)
            zeros = 0
        pads.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, [*pads, (0, 0)])
