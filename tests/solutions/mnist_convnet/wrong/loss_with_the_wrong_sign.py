"""The logarithm itself.

caught by: test_loss_of_each_image, test_what_was_held_impossible_has_a_finite_loss
"""

# %% losses
def losses(probabilities, labels):
    return np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-7))
