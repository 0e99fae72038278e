"""The cells are texts.

caught by: test_confusion_matrix_keeps_its_digits, test_confusions_are_counted, test_rows_are_the_true_digits
"""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix.astype(str)
