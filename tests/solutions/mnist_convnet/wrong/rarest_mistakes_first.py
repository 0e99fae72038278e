"""The rarest mistakes come first.

caught by: test_most_frequent_mistakes_come_first, test_what_never_happened_is_no_mistake
"""

# %% most_confused
def most_confused(matrix, count=3):
    cells = [(i, j, matrix[i, j]) for i in range(10) for j in range(10) if i != j and matrix[i, j]]
    return sorted(cells, key=lambda cell: cell[2])[:count]
