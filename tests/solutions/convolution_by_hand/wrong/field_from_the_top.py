"""The layers are read from the top downwards.

caught by: test_jump_multiplies_what_comes_after, test_own_stride_does_not_widen
"""

# %% receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for window, stride in reversed(layers):
        field += (window - 1) * jump
        jump *= stride
    return field
