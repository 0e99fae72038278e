"""Counts the pixels that are looked at: pixels that strides jump over are missing in the width.

caught by: test_jump_multiplies_what_comes_after
"""
# %% receptive_field
def receptive_field(layers):
    units = {0}
    for window, stride in layers[::-1]:
        units = {unit * stride + offset for unit in units for offset in range(window)}
    return len(units)
