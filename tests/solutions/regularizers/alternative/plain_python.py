"""Loops instead of arrays.
"""

# %% objective
import math


def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    total = 0.0
    for label, probability in zip(labels, probabilities):
        total -= math.log(probability if label == 1 else 1 - probability)
    weights = [float(weight) for kernel in kernels for weight in kernel.ravel()]
    return total / len(labels) + l1 * sum(map(abs, weights)) + l2 * sum(weight**2 for weight in weights)

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    return np.array([c * m / (c + 2 * strength) for m, c in zip(minimum, curvature)])

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    weights = []
    for m, c in zip(minimum, curvature):
        if c * m > strength:
            weights.append(m - strength / c)
        elif c * m < -strength:
            weights.append(m + strength / c)
        else:
            weights.append(0.0)
    return np.array(weights)

# %% read_history
def read_history(history):
    best, lowest = 0, float("inf")
    for epoch, value in enumerate(history["val_bce"], start=1):
        if value < lowest:
            best, lowest = epoch, value
    final = history["val_bce"][-1]
    return {"gap": final - history["bce"][-1], "rise": final - lowest, "minimum": lowest, "epoch": best}

# %% choose
def choose(runs):
    return min((value, name, epoch) for name, run in runs.items() for epoch, value in enumerate(run["val_bce"], 1))[1:]
