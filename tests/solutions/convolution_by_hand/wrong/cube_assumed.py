"""The depth is used for height and width too.

caught by: test_depth_height_and_width_are_kept_apart
"""

# %% conv3d
def conv3d(volume, kernel):
    size, window = volume.shape[0], kernel.shape[0]
    count = size - window + 1
    result = np.zeros((count, count, count))
    for d, i, j in np.ndindex(result.shape):
        result[d, i, j] = np.sum(volume[d : d + window, i : i + window, j : j + window] * kernel)
    return result
