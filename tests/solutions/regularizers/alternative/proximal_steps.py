"""L1's minimum by many small steps, each followed by a soft threshold.
"""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    weights, step = np.zeros(len(minimum)), 0.05
    for _ in range(2000):
        weights = weights - step * curvature * (weights - minimum)
        weights = np.sign(weights) * np.maximum(np.abs(weights) - step * strength, 0)
    return weights
