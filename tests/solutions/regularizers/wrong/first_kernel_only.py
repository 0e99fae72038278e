"""Only the first kernel is penalized.

caught by: test_objective_holds_the_cross_entropy, test_objective_holds_the_penalty
"""

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    entropy = -np.mean(labels * np.log(probabilities) + (1 - labels) * np.log(1 - probabilities))
    return entropy + l1 * np.abs(kernels[0]).sum() + l2 * np.square(kernels[0]).sum()
