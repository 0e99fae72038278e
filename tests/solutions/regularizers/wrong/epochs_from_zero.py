"""Epochs count from 0.

caught by: test_epoch_of_the_minimum
"""

# %% read_history
def read_history(history):
    v = history["val_bce"]
    best = int(np.argmin(v))
    return {"epoch": best, "minimum": v[best], "rise": v[-1] - v[best], "gap": v[-1] - history["bce"][-1]}
