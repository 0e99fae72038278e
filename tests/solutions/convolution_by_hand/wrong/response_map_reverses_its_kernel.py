"""The kernel is turned in place, and used as it was: the caller finds it changed.

caught by: test_response_map_keeps_arguments_and_axes
"""

# %% response_map
def response_map(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    result = np.einsum("ijab,ab->ij", windows, kernel)
    kernel[:] = kernel[::-1, ::-1].copy()
    return result
