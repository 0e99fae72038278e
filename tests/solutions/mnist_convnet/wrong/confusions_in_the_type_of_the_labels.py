"""The matrix has the type of the labels, so bytes overflow.

caught by: test_confusion_matrix_keeps_its_digits
"""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    matrix = np.zeros((10, 10), dtype=labels.dtype)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix
