"""Padding and dilation have changed places in the signature, so that positional calls are misread.

caught by: test_same_padding_rounds_up
"""
# %% output_size
def output_size(size, kernel, stride=1, dilation=1, padding="valid"):
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - dilation * (kernel - 1) - 1) // stride + 1
