"""Solves each weight on its own by the case distinction of the text, in a plain loop; the objective with math and Python floats."""

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    return np.array([c * m / (c + 2 * strength) for m, c in zip(minimum, curvature)])

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    found = []
    for m, c in zip(minimum, curvature):
        right, left = (c * m - strength) / c, (c * m + strength) / c
        if right > 0:
            found.append(right)
        elif left < 0:
            found.append(left)
        else:
            found.append(0.0)
    return np.array(found, dtype=float)

# %% objective
import math

def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    entropies = []
    for y, p in zip(labels, probabilities):
        entropies.append(-math.log(p) if y == 1 else -math.log(1 - p))
    weights = [float(weight) for kernel in kernels for weight in np.asarray(kernel).flat]
    penalty = l1 * math.fsum(map(abs, weights)) + l2 * math.fsum(w**2 for w in weights)
    return math.fsum(entropies) / len(entropies) + penalty
