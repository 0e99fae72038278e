"""Only the positive reviews have their part in the cross-entropy.

caught by: test_objective_holds_the_cross_entropy
"""

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    entropy = -np.mean(labels * np.log(probabilities))
    return entropy + sum(l1 * np.abs(k).sum() + l2 * np.square(k).sum() for k in kernels)
