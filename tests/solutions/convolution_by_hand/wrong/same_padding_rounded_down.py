"""With "same" padding the last, incomplete stride is left out.

caught by: test_same_padding_rounds_up
"""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        return size // stride
    return (size - dilation * (kernel - 1) - 1) // stride + 1
