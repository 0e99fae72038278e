"""The logarithm of a negative number makes everything NaN.

caught by: test_objective_holds_the_cross_entropy, test_objective_holds_the_penalty
"""

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    return float(np.mean(np.log(-probabilities)))
