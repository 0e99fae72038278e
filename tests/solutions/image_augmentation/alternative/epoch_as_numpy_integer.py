"""The epoch is an integer of NumPy."""

# %% summarise
def summarise(history):
    accuracies = np.array(history["val_accuracy"])
    gap = np.array(history["accuracy"])[-1] - accuracies[-1]
    return {"epoch": np.int64(accuracies.argmax() + 1), "accuracy": accuracies.max(), "gap": gap}
