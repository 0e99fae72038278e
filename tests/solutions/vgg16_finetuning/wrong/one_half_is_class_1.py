"""A probability of exactly 0.5 counts as class 1.

caught by: test_accuracies_and_baseline
"""

# %% compare
def compare(validation, validation_labels, test, test_labels):
    def accuracies(probabilities, y):
        return {name: float(np.mean((p[:, 0] >= 0.5) == y)) for name, p in probabilities.items()}

    v, t = accuracies(validation, validation_labels), accuracies(test, test_labels)
    chosen = max(v, key=v.get)
    return {"validation": v, "chosen": chosen, "test": t[chosen], "baseline": float(max(test_labels.mean(), 1 - test_labels.mean()))}
