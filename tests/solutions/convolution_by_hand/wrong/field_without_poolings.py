"""Layers with a stride are taken for poolings, and left out.

caught by: test_jump_multiplies_what_comes_after, test_own_stride_does_not_widen
"""

# %% receptive_field
def receptive_field(layers):
    return 1 + sum(window - 1 for window, stride in layers if stride == 1)
