"""The image is padded, so the result has a wrong shape.

caught by: test_kernel_is_not_turned, test_rows_and_columns_are_kept_apart, test_fractions_are_kept
"""

# %% response_map
def response_map(image, kernel):
    rows, columns = kernel.shape
    padded = np.pad(image, ((rows - 1, 0), (columns - 1, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return np.einsum("ijab,ab->ij", windows, kernel)
