"""Rows and columns of the kernel are swapped.

caught by: test_kernel_is_not_turned, test_rows_and_columns_are_kept_apart
"""

# %% response_map
def response_map(image, kernel):
    kernel = kernel.T
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijab,ab->ij", windows, kernel)
