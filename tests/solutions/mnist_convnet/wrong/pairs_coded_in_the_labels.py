"""Two-digit numbers for the pairs are written into the given labels.

caught by: test_confusion_matrix_keeps_its_digits
"""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    labels *= 10
    labels += predictions
    return np.bincount(labels, minlength=100).reshape(10, 10)
