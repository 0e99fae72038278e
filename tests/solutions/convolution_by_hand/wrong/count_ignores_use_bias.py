"""The biases are counted even if the layer has none.

caught by: test_layer_without_biases
"""

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    return (int(np.prod(kernel_size)) * in_channels + 1) * filters
