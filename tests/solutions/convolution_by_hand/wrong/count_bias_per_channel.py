"""One bias is counted for each input channel, not for each filter.

caught by: test_each_filter_has_a_bias
"""

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    weights = int(np.prod(kernel_size)) * in_channels * filters
    return weights + in_channels if use_bias else weights
