"""One bias is counted for each weight.

caught by: test_each_filter_has_a_bias, test_kernel_has_any_number_of_axes
"""

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    weights = int(np.prod(kernel_size)) * in_channels * filters
    return 2 * weights if use_bias else weights
