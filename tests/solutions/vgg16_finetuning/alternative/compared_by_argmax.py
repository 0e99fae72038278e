"""Arrays, rounding and argmax."""

# %% compare
def compare(validation, validation_labels, test, test_labels):
    names = list(validation)
    right = np.array([np.round(np.ravel(validation[name])) == validation_labels for name in names]).mean(axis=1)
    chosen = names[int(np.argmax(right))]
    baseline = np.bincount(test_labels).max() / len(test_labels)
    tested = np.mean(np.round(np.ravel(test[chosen])) == test_labels)
    return {"validation": dict(zip(names, right)), "chosen": chosen, "test": tested, "baseline": baseline}
