"""A default dictionary keeps the models of earlier calls.

caught by: test_accuracies_and_baseline
"""

# %% compare
def compare(validation, validation_labels, test, test_labels, scores={}):
    for name, p in validation.items():
        scores[name] = float(np.mean((p[:, 0] > 0.5) == validation_labels))
    chosen = max(validation, key=scores.get)
    return {
        "validation": scores,
        "chosen": chosen,
        "test": float(np.mean((test[chosen][:, 0] > 0.5) == test_labels)),
        "baseline": float(np.bincount(test_labels).max() / len(test_labels)),
    }
