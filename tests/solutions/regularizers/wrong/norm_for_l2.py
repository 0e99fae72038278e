"""L2 takes the root of the sum of squares.

caught by: test_objective_holds_the_penalty
"""

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    entropy = -np.mean(labels * np.log(probabilities) + (1 - labels) * np.log(1 - probabilities))
    return entropy + sum(l1 * np.abs(k).sum() + l2 * np.linalg.norm(k) for k in kernels)
