"""The responses have the data type of the volume: whole numbers and a kernel of fractions lose the fractions.

caught by: test_depth_height_and_width_are_kept_apart
"""
# %% conv3d
def conv3d(volume, kernel):
    depth, rows, columns = kernel.shape
    shape = [n - k + 1 for n, k in zip(volume.shape, kernel.shape)]
    result = np.zeros(shape, dtype=volume.dtype)
    for d, i, j in np.ndindex(*shape):
        result[d, i, j] = np.sum(volume[d:d + depth, i:i + rows, j:j + columns] * kernel)
    return result
