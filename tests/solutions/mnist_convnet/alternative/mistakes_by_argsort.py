"""argsort over the matrix; lists instead of tuples."""

# %% most_confused
def most_confused(matrix, count=3):
    mistakes = np.array(matrix)
    np.fill_diagonal(mistakes, 0)
    cells = np.argsort(-mistakes, axis=None)[:count]
    return [[*map(int, np.unravel_index(cell, mistakes.shape)), mistakes.flat[cell]] for cell in cells if mistakes.flat[cell]]
