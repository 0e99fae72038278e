"""A generator of rows comes back, not an array.

caught by: test_fractions_are_kept, test_kernel_is_not_turned, test_response_map_keeps_arguments_and_axes, test_rows_and_columns_are_kept_apart
"""

# %% response_map
def response_map(image, kernel):
    rows, columns = kernel.shape
    for i in range(image.shape[0] - rows + 1):
        yield [np.sum(image[i : i + rows, j : j + columns] * kernel) for j in range(image.shape[1] - columns + 1)]
