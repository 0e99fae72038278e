"""A dictionary from the count to the pair keeps one pair of those that are equally frequent.

caught by: test_what_never_happened_is_no_mistake
"""

# %% most_confused
def most_confused(matrix, count=3):
    by_count = {}
    for t in range(10):
        for p in range(10):
            if t != p and matrix[t, p] > 0:
                by_count[int(matrix[t, p])] = (t, p)
    return [(*by_count[number], number) for number in sorted(by_count, reverse=True)[:count]]
