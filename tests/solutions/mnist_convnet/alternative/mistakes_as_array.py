"""A NumPy array with a row for each kind of mistake."""

# %% most_confused
def most_confused(matrix, count=3):
    rows, columns = np.nonzero(matrix * (1 - np.eye(10, dtype=int)))
    mistakes = np.stack([rows, columns, matrix[rows, columns]], axis=1)
    return mistakes[np.argsort(-mistakes[:, 2], kind="stable")][:count]
