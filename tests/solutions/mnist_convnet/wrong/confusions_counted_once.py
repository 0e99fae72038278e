"""Indexing with += counts a pair that occurs twice once.

caught by: test_confusions_are_counted
"""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    matrix = np.zeros((10, 10), int)
    matrix[labels, predictions] += 1
    return matrix
