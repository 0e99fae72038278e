"""Chooses by the smallest cross-entropy.

caught by: test_model_is_chosen_by_the_validation_photos
"""

# %% compare
def compare(validation, validation_labels, test, test_labels):
    def loss(p):
        p = np.clip(p[:, 0].astype("float64"), 1e-7, 1 - 1e-7)
        return -np.mean(np.where(np.asarray(validation_labels) == 1, np.log(p), np.log(1 - p)))

    scores = {name: float(np.mean((p[:, 0] > 0.5) == validation_labels)) for name, p in validation.items()}
    chosen = min(validation, key=lambda name: loss(validation[name]))
    return {
        "validation": scores,
        "chosen": chosen,
        "test": float(np.mean((test[chosen][:, 0] > 0.5) == test_labels)),
        "baseline": float(np.bincount(test_labels).max() / len(test_labels)),
    }
