"""The penalized loss is read.

caught by: test_epoch_of_the_minimum, test_rise_and_gap
"""

# %% read_history
def read_history(history):
    v = history["val_loss"]
    best = int(np.argmin(v))
    return {"epoch": best + 1, "minimum": v[best], "rise": v[-1] - v[best], "gap": v[-1] - history["bce"][-1]}
