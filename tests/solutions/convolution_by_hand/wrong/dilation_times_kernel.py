"""A gap too many: the dilation is multiplied by k, not by k - 1.

caught by: test_dilation_widens_the_kernel
"""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - dilation * kernel) // stride + 1
