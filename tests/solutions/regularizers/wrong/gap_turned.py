"""The gap is training minus validation.

caught by: test_rise_and_gap
"""

# %% read_history
def read_history(history):
    v = history["val_bce"]
    best = int(np.argmin(v))
    return {"epoch": best + 1, "minimum": v[best], "rise": v[-1] - v[best], "gap": history["bce"][-1] - v[-1]}
