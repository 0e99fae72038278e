"""Digits that do not occur have no row.

caught by: test_confusions_are_counted
"""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    size = max(labels.max(), predictions.max()) + 1
    matrix = np.zeros((size, size), int)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix
