"""Of equal minima the last is taken.

caught by: test_epoch_of_the_minimum
"""

# %% read_history
def read_history(history):
    v = history["val_bce"]
    best = len(v) - 1 - int(np.argmin(v[::-1]))
    return {"epoch": best + 1, "minimum": v[best], "rise": v[-1] - v[best], "gap": v[-1] - history["bce"][-1]}
