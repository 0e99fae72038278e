"""Digits are counted from 1.

caught by: test_loss_of_each_image
"""

# %% losses
def losses(probabilities, labels):
    return -np.log(np.maximum(probabilities[np.arange(len(labels)), labels - 1], 1e-7))
