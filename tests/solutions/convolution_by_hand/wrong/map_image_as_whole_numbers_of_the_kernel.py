"""The result has the data type of the kernel: with a kernel of whole numbers fractions of the image are cut off.

caught by: test_fractions_are_kept
"""
# %% response_map
def response_map(image, kernel):
    rows, columns = kernel.shape
    result = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1), dtype=kernel.dtype)
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = (image[i:i + rows, j:j + columns] * kernel).sum()
    return result.astype(float)
