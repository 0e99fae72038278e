"""Pairs that never occurred fill the list up.

caught by: test_what_never_happened_is_no_mistake
"""

# %% most_confused
def most_confused(matrix, count=3):
    cells = [(i, j, matrix[i, j]) for i in range(10) for j in range(10) if i != j]
    return sorted(cells, key=lambda cell: -cell[2])[:count]
