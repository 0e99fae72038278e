"""The cells are of the type uint8, and the 256th image of a pair starts again at 0.

caught by: test_confusions_are_counted
"""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    matrix = np.zeros((10, 10), dtype="uint8")
    np.add.at(matrix, (labels, predictions), 1)
    return matrix
