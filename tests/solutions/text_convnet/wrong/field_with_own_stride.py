"""The stride of a layer counts for the layer itself.

caught by: test_strides_widen_the_layers_above
"""

# %% receptive_fields
def receptive_fields(stack):
    fields, field, jump = [], 1, 1
    for window, stride in stack:
        jump *= stride
        field += (window - 1) * jump
        fields.append(field)
    return fields
