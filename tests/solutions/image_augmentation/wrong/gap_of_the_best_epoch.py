"""The gap of the best epoch.

caught by: test_gap_of_the_last_epoch
"""

# %% summarise
def summarise(history):
    best = int(np.argmax(history["val_accuracy"]))
    gap = history["accuracy"][best] - history["val_accuracy"][best]
    return {"epoch": best + 1, "accuracy": history["val_accuracy"][best], "gap": gap}
