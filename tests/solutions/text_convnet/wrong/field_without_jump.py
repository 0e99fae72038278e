"""The formula has no jump: strides make no difference.

caught by: test_strides_widen_the_layers_above
"""

# %% receptive_fields
def receptive_fields(stack):
    return [1 + sum(window - 1 for window, _ in stack[: count + 1]) for count in range(len(stack))]
