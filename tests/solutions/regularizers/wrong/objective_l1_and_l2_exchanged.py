"""The two strengths stand in the wrong order in the signature.

caught by: test_objective_holds_the_penalty
"""

# %% objective
def objective(labels, probabilities, kernels, l2=0.0, l1=0.0):
    entropy = -np.mean(labels * np.log(probabilities) + (1 - labels) * np.log(1 - probabilities))
    penalty = sum(l1 * np.abs(kernel).sum() + l2 * np.square(kernel).sum() for kernel in kernels)
    return float(entropy + penalty)
