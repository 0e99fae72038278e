"""A tuple in place of the dictionary.

caught by: test_epoch_of_the_minimum, test_rise_and_gap
"""

# %% read_history
def read_history(history):
    v = history["val_bce"]
    return int(np.argmin(v)) + 1, min(v), v[-1] - min(v), v[-1] - history["bce"][-1]
