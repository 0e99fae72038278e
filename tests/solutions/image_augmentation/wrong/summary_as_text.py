"""A sentence.

caught by: test_best_epoch_by_validation_accuracy, test_gap_of_the_last_epoch
"""

# %% summarise
def summarise(history):
    return f"best epoch {np.argmax(history['val_accuracy']) + 1}"
