"""The best epoch by training accuracy.

caught by: test_best_epoch_by_validation_accuracy
"""

# %% summarise
def summarise(history):
    best = int(np.argmax(history["accuracy"]))
    gap = history["accuracy"][-1] - history["val_accuracy"][-1]
    return {"epoch": best + 1, "accuracy": history["val_accuracy"][best], "gap": gap}
