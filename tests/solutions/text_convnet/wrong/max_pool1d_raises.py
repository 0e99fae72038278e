"""The maps are reshaped as if nothing were left over.

caught by: test_incomplete_window_is_dropped
"""

# %% max_pool1d
def max_pool1d(maps, size):
    return maps.reshape(-1, size, maps.shape[1]).max(axis=1)
