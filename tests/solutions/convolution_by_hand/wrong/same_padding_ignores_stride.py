"""With "same" padding the output is taken to be as large as the input, whatever the stride.

caught by: test_same_padding_rounds_up
"""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        return size
    return (size - dilation * (kernel - 1) - 1) // stride + 1
