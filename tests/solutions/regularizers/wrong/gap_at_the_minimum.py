"""The gap is that of the best epoch.

caught by: test_rise_and_gap
"""

# %% read_history
def read_history(history):
    v = history["val_bce"]
    best = int(np.argmin(v))
    return {"epoch": best + 1, "minimum": v[best], "rise": v[-1] - v[best], "gap": v[best] - history["bce"][best]}
