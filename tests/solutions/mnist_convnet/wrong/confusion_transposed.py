"""Rows are the predicted digits.

caught by: test_rows_are_the_true_digits
"""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (predictions, labels), 1)
    return matrix
