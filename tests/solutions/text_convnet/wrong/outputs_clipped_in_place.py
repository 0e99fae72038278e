"""The outputs of the caller are clipped in place.

caught by: test_crossentropy_keeps_arguments_and_axes
"""


# %% crossentropy_and_gradient
def crossentropy_and_gradient(outputs, labels):
    inside = (outputs > 1e-7) & (outputs < 1 - 1e-7)
    p = np.clip(outputs, 1e-7, 1 - 1e-7, out=outputs)
    losses = -labels * np.log(p) - (1 - labels) * np.log(1 - p)
    return losses, np.where(inside, (p - labels) / (p * (1 - p)), 0.0)
