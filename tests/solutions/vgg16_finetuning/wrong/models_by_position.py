"""Takes the test probabilities by the model's position, not its name.

caught by: test_accuracies_and_baseline
"""

# %% compare
def compare(validation, validation_labels, test, test_labels):
    names = list(validation)
    scores = [float(np.mean((validation[name][:, 0] > 0.5) == validation_labels)) for name in names]
    best = int(np.argmax(scores))
    probabilities = list(test.values())[best]
    return {
        "validation": dict(zip(names, scores)),
        "chosen": names[best],
        "test": float(np.mean((probabilities[:, 0] > 0.5) == test_labels)),
        "baseline": float(np.bincount(test_labels).max() / len(test_labels)),
    }
