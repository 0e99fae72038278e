"""The result is printed, not returned.

caught by: test_stride_rounds_down, test_same_padding_rounds_up, test_dilation_widens_the_kernel
"""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        print((size + stride - 1) // stride)
    else:
        print((size - dilation * (kernel - 1) - 1) // stride + 1)
