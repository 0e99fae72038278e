"""The search for the maximum starts at 0, so no maximum is negative.

caught by: test_maximum_of_windows_side_by_side
"""

# %% max_pool1d
def max_pool1d(maps, size):
    pooled = np.zeros((len(maps) // size, maps.shape[1]))
    for place in range(len(pooled) * size):
        pooled[place // size] = np.maximum(pooled[place // size], maps[place])
    return pooled
