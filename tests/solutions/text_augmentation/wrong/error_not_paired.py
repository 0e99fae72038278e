"""The error is that of two independent means, in which the seeds count.

caught by: test_error_is_that_of_the_differences
"""

# %% augmentation_gain
def augmentation_gain(results):
    gains = {}
    for size in {run["reviews"] for run in results}:
        one, other = [
            [100 * run["accuracy"] for run in results if run["reviews"] == size and run["augmented"] == augmented]
            for augmented in (True, False)
        ]
        error = np.sqrt(np.var(one, ddof=1) / len(one) + np.var(other, ddof=1) / len(other))
        gains[size] = {"gain": np.mean(one) - np.mean(other), "error": error}
    return gains
