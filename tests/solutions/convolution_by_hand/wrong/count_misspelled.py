"""The function has another name, so it cannot be called.

caught by: test_each_filter_has_a_bias, test_layer_without_biases, test_kernel_has_any_number_of_axes
"""

# %% parameter_count
def count_parameters(kernel_size, in_channels, filters, use_bias=True):
    return int(np.prod(kernel_size)) * in_channels * filters + (filters if use_bias else 0)
