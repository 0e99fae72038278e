"""The derivative of the square is taken as w.

caught by: test_l2_shrinks
"""

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    return curvature * minimum / (curvature + strength)
