"""The receptive fields of all layers come back, not that of the last.

caught by: test_jump_multiplies_what_comes_after, test_own_stride_does_not_widen
"""

# %% receptive_field
def receptive_field(layers):
    fields, jump = [1], 1
    for window, stride in layers:
        fields.append(fields[-1] + (window - 1) * jump)
        jump *= stride
    return fields
