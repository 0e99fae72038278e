"""The history's curve is sorted to find the best accuracy.

caught by: test_summary_keeps_its_history
"""

# %% summarise
def summarise(history):
    curve = history["val_accuracy"]
    gap, epoch = history["accuracy"][-1] - curve[-1], int(np.argmax(curve)) + 1
    curve.sort()
    return {"epoch": epoch, "accuracy": curve[-1], "gap": gap}
