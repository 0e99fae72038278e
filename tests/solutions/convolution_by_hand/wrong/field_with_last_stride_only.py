"""The jump is the stride of the layer below, not the product of all strides below.

caught by: test_jump_multiplies_what_comes_after
"""

# %% receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for window, stride in layers:
        field += (window - 1) * jump
        jump = stride
    return field
