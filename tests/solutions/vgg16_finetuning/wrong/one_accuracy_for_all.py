"""One accuracy, that of the chosen model, instead of a dictionary with one for each.

caught by: test_accuracies_and_baseline
"""

# %% compare
def compare(validation, validation_labels, test, test_labels):
    scores = {name: float(np.mean((p[:, 0] > 0.5) == validation_labels)) for name, p in validation.items()}
    chosen = max(scores, key=scores.get)
    return {
        "validation": scores[chosen],
        "chosen": chosen,
        "test": float(np.mean((test[chosen][:, 0] > 0.5) == test_labels)),
        "baseline": float(max(test_labels.mean(), 1 - test_labels.mean())),
    }
