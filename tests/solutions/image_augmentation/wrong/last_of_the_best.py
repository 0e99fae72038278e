"""The last of equally good epochs.

caught by: test_best_epoch_by_validation_accuracy
"""

# %% summarise
def summarise(history):
    best = len(history["val_accuracy"]) - 1 - int(np.argmax(history["val_accuracy"][::-1]))
    gap = history["accuracy"][-1] - history["val_accuracy"][-1]
    return {"epoch": best + 1, "accuracy": history["val_accuracy"][best], "gap": gap}
