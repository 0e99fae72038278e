"""Plain Python, one output after the other; lists are returned."""

# %% crossentropy_and_gradient
import math


def crossentropy_and_gradient(outputs, labels):
    losses, gradients = [], []
    for o, y in zip(outputs, labels):
        p = min(max(o, 1e-7), 1 - 1e-7)
        losses.append(-math.log(p if y == 1 else 1 - p))
        gradients.append(0.0 if o != p else (-1 / p if y == 1 else 1 / (1 - p)))
    return [losses, gradients]
