"""The gradient is 0 outside of (0, 1), but not between 0 and epsilon, where the output is clipped as well.

caught by: test_no_gradient_outside_0_and_1
"""

# %% crossentropy_and_gradient
def crossentropy_and_gradient(outputs, labels):
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    losses = np.where(labels == 1, -np.log(p), -np.log(1 - p))
    inside = (outputs > 0) & (outputs < 1)
    return losses, np.where(inside, (p - labels) / (p * (1 - p)), 0.0)
