"""The cross-entropy is summed over the reviews.

caught by: test_objective_holds_the_cross_entropy
"""

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    entropy = -np.sum(labels * np.log(probabilities) + (1 - labels) * np.log(1 - probabilities))
    return entropy + sum(l1 * np.abs(k).sum() + l2 * np.square(k).sum() for k in kernels)
