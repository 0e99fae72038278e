"""NaN in the place of the comparison.

caught by: test_model_is_chosen_by_the_validation_photos, test_accuracies_and_baseline
"""

# %% compare
def compare(validation, validation_labels, test, test_labels):
    def accuracies(probabilities, y):
        return {name: float(np.mean((p[:, 0] > 0.5) == y)) for name, p in probabilities.items()}

    v, t = accuracies(validation, validation_labels), accuracies(test, test_labels)
    chosen = max(v, key=v.get)
    return float("nan")
