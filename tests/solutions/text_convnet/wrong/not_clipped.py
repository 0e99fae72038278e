"""The outputs are not clipped, and the logarithm of a negative number is NaN.

caught by: test_losses_of_any_outputs, test_no_gradient_outside_0_and_1
"""

# %% crossentropy_and_gradient
def crossentropy_and_gradient(outputs, labels):
    losses = -labels * np.log(outputs) - (1 - labels) * np.log(1 - outputs)
    return losses, (outputs - labels) / (outputs * (1 - outputs))
