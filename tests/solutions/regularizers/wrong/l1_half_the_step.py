"""The step is half of what it should be where a weight survives.

caught by: test_l1_moves_weights_towards_zero
"""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    survives = np.abs(minimum) > strength / curvature
    return np.where(survives, minimum - np.sign(minimum) * strength / curvature / 2, 0.0)
