"""Rows and columns of zeros are added one by one, in turn after and before the image.
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    result = image
    for axis in (0, 1):
        size, first = image.shape[axis], False
        end = range(0, size, stride)[-1] + kernel_size[axis]
        while result.shape[axis] < end:
            zeros = np.zeros_like(np.take(result, [0], axis=axis))
            result = np.concatenate((zeros, result) if first else (result, zeros), axis=axis)
            first = not first
    return result
