"""Each weight shrinks by the same factor.

caught by: test_l2_shrinks
"""

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    return minimum / (1 + 2 * strength)
