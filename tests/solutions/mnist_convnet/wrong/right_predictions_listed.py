"""The diagonal is not left out.

caught by: test_most_frequent_mistakes_come_first
"""

# %% most_confused
def most_confused(matrix, count=3):
    cells = sorted(np.ndenumerate(matrix), key=lambda cell: -cell[1])[:count]
    return [(*pair, number) for pair, number in cells if number]
