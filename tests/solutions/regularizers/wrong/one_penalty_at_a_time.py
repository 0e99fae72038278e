"""If both strengths are given, only L1 counts.

caught by: test_objective_holds_the_penalty
"""

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    entropy = -np.mean(labels * np.log(probabilities) + (1 - labels) * np.log(1 - probabilities))
    if l1:
        return entropy + sum(l1 * np.abs(k).sum() for k in kernels)
    return entropy + sum(l2 * np.square(k).sum() for k in kernels)
