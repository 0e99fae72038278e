"""Negative weights become zero.

caught by: test_l1_moves_weights_towards_zero
"""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    return np.maximum(minimum - strength / curvature, 0)
