"""The deviation is that of a single number, the mean, and so NaN.

caught by: test_error_is_that_of_the_differences
"""

# %% augmentation_gain
def augmentation_gain(results):
    gains = {}
    for size in {run["reviews"] for run in results}:
        runs = {(run["seed"], run["augmented"]): run["accuracy"] for run in results if run["reviews"] == size}
        gain = np.mean([100 * (runs[seed, True] - runs[seed, False]) for seed, augmented in runs if augmented])
        gains[size] = {"gain": gain, "error": np.std([gain], ddof=1)}
    return gains
