"""The minimum is rounded to four decimals, so that a small weight becomes 0.

caught by: test_l2_shrinks
"""

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    return np.round(curvature * minimum / (curvature + 2 * strength), 4)
