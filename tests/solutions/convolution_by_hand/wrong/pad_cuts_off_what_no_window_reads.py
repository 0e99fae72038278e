"""Pixels behind the last window are cut off.

caught by: test_nothing_is_cut_off
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    for axis in (0, 1):
        size, kernel = image.shape[axis], kernel_size[axis]
        zeros = (-(-size // stride) - 1) * stride + kernel - size
        if zeros < 0:
            image = np.take(image, range(size + zeros), axis=axis)
            continue
        around = [(0, 0)] * 3
        around[axis] = (zeros // 2, zeros - zeros // 2)
        image = np.pad(image, around)
    return image
