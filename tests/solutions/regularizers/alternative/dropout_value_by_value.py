"""A loop over all values, and Python's own comparison.
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x.copy()
    values = [0.0 if rng.random() < rate else value / (1 - rate) for value in x.ravel()]
    return np.array(values).reshape(x.shape)
