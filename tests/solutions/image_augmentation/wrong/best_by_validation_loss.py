"""The best epoch by validation loss.

caught by: test_best_epoch_by_validation_accuracy
"""

# %% summarise
def summarise(history):
    best = int(np.argmin(history["val_loss"]))
    gap = history["accuracy"][-1] - history["val_accuracy"][-1]
    return {"epoch": best + 1, "accuracy": history["val_accuracy"][best], "gap": gap}
