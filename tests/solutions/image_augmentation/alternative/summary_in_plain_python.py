"""Plain Python; NumPy numbers and one entry more."""

# %% summarise
def summarise(history):
    best = max(history["val_accuracy"])
    gaps = np.subtract(history["accuracy"], history["val_accuracy"])
    return {"epoch": np.int64(history["val_accuracy"].index(best) + 1), "accuracy": best, "gap": gaps[-1], "gaps": gaps}
