"""Recursion everywhere: receptive field over the rest of the list, product of the sizes, number of outputs."""

# %% receptive_field
def receptive_field(layers):
    (window, stride), *above = layers
    if not above:
        return window
    return window + (receptive_field(above) - 1) * stride

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    if not kernel_size:
        return filters * in_channels + (filters if use_bias else 0)
    bias = filters if use_bias else 0
    return kernel_size[0] * parameter_count(kernel_size[1:], in_channels, filters, False) + bias

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        return output_size(size, 1, stride)
    if dilation > 1:
        return output_size(size, dilation * (kernel - 1) + 1, stride)
    if size < kernel:
        return 0
    return 1 + output_size(size - stride, kernel, stride)
