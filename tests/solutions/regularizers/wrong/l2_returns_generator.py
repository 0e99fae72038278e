"""A generator is returned.

caught by: test_l2_shrinks
"""

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    return (c * m / (c + 2 * strength) for m, c in zip(minimum, curvature))
