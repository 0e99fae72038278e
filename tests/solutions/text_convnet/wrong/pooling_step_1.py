"""The pooling windows overlap: the step is 1.

caught by: test_maximum_of_windows_side_by_side, test_incomplete_window_is_dropped
"""

# %% max_pool1d
def max_pool1d(maps, size):
    return np.stack([maps[p : p + size].max(axis=0) for p in range(len(maps) - size + 1)])
