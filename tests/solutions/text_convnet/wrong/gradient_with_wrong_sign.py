"""The gradient points downhill: y - p instead of p - y.

caught by: test_gradient_between_0_and_1
"""

# %% crossentropy_and_gradient
def crossentropy_and_gradient(outputs, labels):
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    losses = -labels * np.log(p) - (1 - labels) * np.log(1 - p)
    gradients = (labels - p) / (p * (1 - p)) * (p == outputs)
    return losses, gradients
