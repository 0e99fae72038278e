"""Only the field of the last layer is returned.

caught by: test_overlapping_windows_add_up, test_strides_widen_the_layers_above
"""

# %% receptive_fields
def receptive_fields(stack):
    field, jump = 1, 1
    for window, stride in stack:
        field += (window - 1) * jump
        jump *= stride
    return field
