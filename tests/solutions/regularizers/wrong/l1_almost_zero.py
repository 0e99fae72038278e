"""Steps down the gradient come close to zero, not onto it.

caught by: test_l1_sets_weights_to_zero
"""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    weights = np.array(minimum, float)
    for step in range(1, 8000):
        weights = weights - 0.2 / (1 + 0.02 * step) * (curvature * (weights - minimum) + strength * np.sign(weights + 1e-9))
    return weights + 1e-6
