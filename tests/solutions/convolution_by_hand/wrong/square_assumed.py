"""The number of rows is used for the columns too.

caught by: test_rows_and_columns_are_kept_apart
"""

# %% response_map
def response_map(image, kernel):
    size, window = image.shape[0], kernel.shape[0]
    result = np.zeros((size - window + 1, size - window + 1))
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = np.sum(image[i : i + window, j : j + window] * kernel)
    return result
