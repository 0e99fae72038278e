"""The jump is updated first, so each layer's own stride widens its own window.

caught by: test_own_stride_does_not_widen
"""

# %% receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    for window, stride in layers:
        jump *= stride
        field += (window - 1) * jump
    return field
