"""The values of each window are sorted in place, in the maps of the caller.

caught by: test_max_pool1d_keeps_its_maps_and_axes
"""

# %% max_pool1d
def max_pool1d(maps, size):
    pooled = []
    for number in range(len(maps) // size):
        window = maps[number * size : (number + 1) * size]
        window.sort(axis=0)
        pooled.append(window[-1].copy())
    return np.array(pooled)
