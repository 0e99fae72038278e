"""With "same" the window's half is added on both sides: one too many for windows that reach over an even number.

caught by: test_same_padding_rounds_up
"""
# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    reach = dilation * (kernel - 1) + 1
    added = reach // 2 if padding == "same" else 0
    return (size + 2 * added - reach) // stride + 1
