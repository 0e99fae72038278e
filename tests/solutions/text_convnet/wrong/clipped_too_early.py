"""The outputs are clipped at 0.01, so the largest loss is 4.6 and not 16.1.

caught by: test_losses_of_any_outputs
"""

# %% crossentropy_and_gradient
def crossentropy_and_gradient(outputs, labels):
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    q = np.clip(outputs, 0.01, 0.99)
    losses = -labels * np.log(q) - (1 - labels) * np.log(1 - q)
    gradients = (p - labels) / (p * (1 - p)) * (p == outputs)
    return losses, gradients
