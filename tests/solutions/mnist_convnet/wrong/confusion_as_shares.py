"""The counts are divided by the row's sum.

caught by: test_confusions_are_counted
"""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    matrix = np.zeros((10, 10))
    np.add.at(matrix, (labels, predictions), 1)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
