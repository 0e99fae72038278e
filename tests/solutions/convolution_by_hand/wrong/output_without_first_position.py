"""The first position of the window is not counted.

caught by: test_stride_rounds_down, test_dilation_widens_the_kernel
"""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - dilation * (kernel - 1) - 1) // stride
