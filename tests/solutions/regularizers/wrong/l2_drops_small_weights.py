"""Weights below 0.01 become 0, though L2 only shrinks.

caught by: test_l2_shrinks
"""

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    weights = curvature * minimum / (curvature + 2 * strength)
    return np.where(np.abs(weights) < 0.01, 0.0, weights)
