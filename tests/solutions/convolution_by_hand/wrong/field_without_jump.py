"""(k - 1) is not multiplied by the jump.

caught by: test_jump_multiplies_what_comes_after
"""

# %% receptive_field
def receptive_field(layers):
    return 1 + sum(window - 1 for window, _ in layers)
