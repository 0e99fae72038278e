"""The kernel is turned by 180 degrees before it slides over the image, as in mathematics.

caught by: test_kernel_is_not_turned
"""

# %% response_map
def response_map(image, kernel):
    turned = kernel[::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijab,ab->ij", windows, turned)
