"""The first number of the kernel size is squared, as if each window were a square.

caught by: test_kernel_has_any_number_of_axes
"""

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    return kernel_size[0] ** 2 * in_channels * filters + (filters if use_bias else 0)
