"""The biases are not counted.

caught by: test_each_filter_has_a_bias
"""

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    return int(np.prod(kernel_size)) * in_channels * filters
