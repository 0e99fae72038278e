"""1e-7 is added to each probability, so 1e-7 counts as 2e-7.

caught by: test_what_was_held_impossible_has_a_finite_loss
"""

# %% losses
def losses(probabilities, labels):
    return -np.log(probabilities[np.arange(len(labels)), labels] + 1e-7)
