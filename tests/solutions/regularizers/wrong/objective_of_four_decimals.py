"""The objective is rounded to four decimals.

caught by: test_objective_keeps_its_arguments
"""

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    entropy = -np.mean(labels * np.log(probabilities) + (1 - labels) * np.log(1 - probabilities))
    for kernel in kernels:
        entropy += l1 * np.sum(np.abs(kernel)) + l2 * np.sum(kernel**2)
    return round(float(entropy), 4)
