"""The rise goes to the highest value, wherever it is.

caught by: test_rise_and_gap
"""

# %% read_history
def read_history(history):
    v = history["val_bce"]
    best = int(np.argmin(v))
    return {"epoch": best + 1, "minimum": v[best], "rise": max(v) - v[best], "gap": v[-1] - history["bce"][-1]}
