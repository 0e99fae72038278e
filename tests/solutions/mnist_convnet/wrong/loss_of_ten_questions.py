"""The binary cross-entropy, summed over the digits.

caught by: test_loss_of_each_image, test_what_was_held_impossible_has_a_finite_loss
"""

# %% losses
def losses(probabilities, labels):
    inside = np.clip(probabilities, 1e-7, 1 - 1e-7)
    truth = np.eye(10)[labels]
    return -(truth * np.log(inside) + (1 - truth) * np.log(1 - inside)).sum(axis=1)
