"""The labels of the caller are turned into signs.

caught by: test_objective_keeps_its_arguments
"""

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    labels *= 2
    labels -= 1
    right = np.where(labels > 0, probabilities, 1 - probabilities)
    penalty = sum(l1 * np.abs(kernel).sum() + l2 * (kernel**2).sum() for kernel in kernels)
    return float(penalty - np.log(right).mean())
