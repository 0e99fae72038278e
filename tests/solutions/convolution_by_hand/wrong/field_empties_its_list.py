"""The layers are taken out of the list of the caller.

caught by: test_receptive_field_keeps_its_list
"""

# %% receptive_field
def receptive_field(layers):
    field, jump = 1, 1
    while layers:
        window, stride = layers.pop(0)
        field += (window - 1) * jump
        jump *= stride
    return field
