"""The smallest probability of each row.

caught by: test_loss_of_each_image
"""

# %% losses
def losses(probabilities, labels):
    return -np.log(np.maximum(probabilities.min(axis=1), 1e-7))
