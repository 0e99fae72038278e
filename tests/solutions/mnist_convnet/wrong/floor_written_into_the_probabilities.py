"""Small probabilities are replaced in the given array.

caught by: test_losses_keep_their_arguments
"""

# %% losses
def losses(probabilities, labels):
    probabilities[probabilities < 1e-7] = 1e-7
    return -np.log(probabilities[np.arange(len(labels)), labels])
