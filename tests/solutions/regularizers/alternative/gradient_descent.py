"""L2's minimum by gradient descent, L1's by clipping.
"""

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    weights = np.array(minimum, float)
    for _ in range(2000):
        weights -= 0.05 * (curvature * (weights - minimum) + 2 * strength * weights)
    return weights

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    step = strength / curvature
    return minimum - np.clip(minimum, -step, step)
