"""Validation minus training.

caught by: test_gap_of_the_last_epoch
"""

# %% summarise
def summarise(history):
    best = int(np.argmax(history["val_accuracy"]))
    gap = history["val_accuracy"][-1] - history["accuracy"][-1]
    return {"epoch": best + 1, "accuracy": history["val_accuracy"][best], "gap": gap}
