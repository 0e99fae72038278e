"""The epoch of the lowest training entropy is found.

caught by: test_epoch_of_the_minimum
"""

# %% read_history
def read_history(history):
    v = history["val_bce"]
    best = int(np.argmin(v))
    return {"epoch": int(np.argmin(history["bce"])) + 1, "minimum": v[best], "rise": v[-1] - v[best], "gap": v[-1] - history["bce"][-1]}
