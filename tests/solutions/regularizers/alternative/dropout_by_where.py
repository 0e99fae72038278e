"""np.where with uniform numbers.
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    return np.where(rng.uniform(size=x.shape) < rate, 0.0, x / (1 - rate))
