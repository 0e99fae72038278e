"""The formula of L2 is used for L1.

caught by: test_l1_moves_weights_towards_zero, test_l1_sets_weights_to_zero
"""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    return curvature * minimum / (curvature + 2 * strength)
