"""L1 as the sum of its two sides, each cut at 0; dropout by multiplying with shifted and floored random numbers."""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    pull = np.divide(strength, curvature)
    return np.maximum(minimum - pull, 0) + np.minimum(minimum + pull, 0)

# %% dropout
def dropout(x, rate, rng, training=True):
    if training is False or training == 0:
        return x
    keep = 1 - rate
    return np.floor(rng.random(x.shape) + keep) * x / keep

# %% read_history
def read_history(history):
    validation = history["val_bce"]
    minimum = min(validation)
    return {
        "epoch": validation.index(minimum) + 1,
        "minimum": minimum,
        "rise": validation[-1] - minimum,
        "gap": validation[-1] - history["bce"][-1],
    }
