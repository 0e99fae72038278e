"""A weight that the penalty outweighs goes past zero.

caught by: test_l1_sets_weights_to_zero
"""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    return minimum - np.sign(minimum) * strength / curvature
