"""L2 moves the weights like L1 does.

caught by: test_l2_shrinks
"""

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    return np.sign(minimum) * np.maximum(np.abs(minimum) - strength / curvature, 0)
