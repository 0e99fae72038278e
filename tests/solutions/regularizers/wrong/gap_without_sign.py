"""The gap is never negative, although dropout can make it so.

caught by: test_rise_and_gap
"""

# %% read_history
def read_history(history):
    validation, training = list(history["val_bce"]), list(history["bce"])
    best = int(np.argmin(validation))
    return {
        "epoch": best + 1,
        "minimum": validation[best],
        "rise": validation[-1] - validation[best],
        "gap": abs(validation[-1] - training[-1]),
    }
