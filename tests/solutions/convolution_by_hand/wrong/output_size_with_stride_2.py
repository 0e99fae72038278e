"""The default of the stride is 2.

caught by: test_stride_rounds_down
"""

# %% output_size
def output_size(size, kernel, stride=2, padding="valid", dilation=1):
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - dilation * (kernel - 1) - 1) // stride + 1
