"""Both directions of a pair are added up.

caught by: test_most_frequent_mistakes_come_first
"""

# %% most_confused
def most_confused(matrix, count=3):
    both = matrix + matrix.T
    cells = [(i, j, both[i, j]) for i in range(10) for j in range(i + 1, 10) if both[i, j]]
    return sorted(cells, key=lambda cell: -cell[2])[:count]
