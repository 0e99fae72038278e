"""The curvature of the caller is overwritten with the steps.

caught by: test_l1_moves_weights_towards_zero
"""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    step = curvature
    step[:] = strength / curvature
    return np.where(np.abs(minimum) <= step, 0.0, minimum - np.sign(minimum) * step)
