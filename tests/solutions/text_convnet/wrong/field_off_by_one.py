"""The field starts at 0: without layers it would be no word.

caught by: test_overlapping_windows_add_up
"""

# %% receptive_fields
def receptive_fields(stack):
    fields, field, jump = [], 0, 1
    for window, stride in stack:
        field += (window - 1) * jump
        jump *= stride
        fields.append(field)
    return fields
