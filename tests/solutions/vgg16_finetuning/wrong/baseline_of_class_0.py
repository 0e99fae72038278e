"""The baseline is the share of class 0.

caught by: test_accuracies_and_baseline
"""

# %% compare
def compare(validation, validation_labels, test, test_labels):
    scores = {name: float(np.mean((p[:, 0] > 0.5) == validation_labels)) for name, p in validation.items()}
    chosen = max(scores, key=scores.get)
    return {
        "validation": scores,
        "chosen": chosen,
        "test": float(np.mean((test[chosen][:, 0] > 0.5) == test_labels)),
        "baseline": float(np.mean(np.asarray(test_labels) == 0)),
    }
