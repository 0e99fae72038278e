"""A sentence comes back, not a number.

caught by: test_each_filter_has_a_bias, test_layer_without_biases, test_kernel_has_any_number_of_axes
"""

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    count = int(np.prod(kernel_size)) * in_channels * filters + (filters if use_bias else 0)
    return f"{count} parameters"
