"""A sigmoid is applied to the outputs first: the fixed loss, not Keras' for probabilities.

caught by: test_losses_of_any_outputs, test_gradient_between_0_and_1, test_no_gradient_outside_0_and_1
"""

# %% crossentropy_and_gradient
def crossentropy_and_gradient(outputs, labels):
    p = 1 / (1 + np.exp(-outputs))
    return -labels * np.log(p) - (1 - labels) * np.log(1 - p), p - labels
