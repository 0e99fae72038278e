"""The gain is what is lost by augmentation.

caught by: test_gain_is_the_mean_of_the_pairs
"""

# %% augmentation_gain
def augmentation_gain(results):
    gains = {}
    for size in {run["reviews"] for run in results}:
        runs = {(run["seed"], run["augmented"]): run["accuracy"] for run in results if run["reviews"] == size}
        pairs = [100 * (runs[seed, False] - runs[seed, True]) for seed, augmented in runs if augmented]
        gains[size] = {"gain": np.mean(pairs), "error": np.std(pairs, ddof=1) / len(pairs) ** 0.5}
    return gains
