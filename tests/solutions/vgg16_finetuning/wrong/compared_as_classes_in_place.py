"""Probabilities are replaced by classes in the dictionaries that came in.

caught by: test_comparison_keeps_its_arguments
"""

# %% compare
def compare(validation, validation_labels, test, test_labels):
    for outputs in (validation, test):
        for name in outputs:
            outputs[name] = (outputs[name][:, 0] > 0.5).astype(int)
    accuracies = {name: float(np.mean(classes == validation_labels)) for name, classes in validation.items()}
    chosen = max(accuracies, key=accuracies.get)
    share = float(np.mean(test_labels))
    return {
        "validation": accuracies,
        "chosen": chosen,
        "test": float(np.mean(test[chosen] == test_labels)),
        "baseline": max(share, 1 - share),
    }
