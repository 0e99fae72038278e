"""A weight that survives does not move (hard threshold).

caught by: test_l1_moves_weights_towards_zero
"""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    return np.where(np.abs(minimum) > strength / curvature, minimum, 0.0)
