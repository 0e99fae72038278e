"""Where each validation accuracy is 0, no epoch is found.

caught by: test_best_epoch_by_validation_accuracy
"""

# %% summarise
def summarise(history):
    epoch, best = 0, 0.0
    for number, value in enumerate(history["val_accuracy"], start=1):
        if value > best:
            epoch, best = number, value
    return {"epoch": epoch, "accuracy": best, "gap": history["accuracy"][-1] - history["val_accuracy"][-1]}
