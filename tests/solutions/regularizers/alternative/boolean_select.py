"""np.select and np.where choose, set comprehension and boolean masks; min() of tuples chooses the run."""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    shift = strength / np.asarray(curvature)
    return np.select([minimum > shift, minimum < -shift], [minimum - shift, minimum + shift], 0.0)

# %% dropout
def dropout(x, rate, rng, training=True):
    draws = rng.uniform(size=x.shape)
    return np.where(draws < rate, 0.0, x / (1 - rate)) if training else x.copy()

# %% choose
def choose(runs):
    _, name, epoch = min(
        (value, name, epoch)
        for name, history in runs.items()
        for epoch, value in enumerate(history["val_bce"], start=1)
    )
    return name, epoch
