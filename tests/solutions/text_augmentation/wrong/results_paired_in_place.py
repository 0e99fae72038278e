"""The results of the caller are sorted to bring the pairs together.

caught by: test_augmentation_gain_keeps_its_results
"""

# %% augmentation_gain
def augmentation_gain(results):
    results.sort(key=lambda run: (run["reviews"], run["seed"], run["augmented"]))
    differences = {}
    for plain, augmented in zip(results[::2], results[1::2]):
        difference = 100 * (augmented["accuracy"] - plain["accuracy"])
        differences.setdefault(plain["reviews"], []).append(difference)
    return {
        reviews: {"gain": np.mean(values), "error": np.std(values, ddof=1) / np.sqrt(len(values))}
        for reviews, values in differences.items()
    }
