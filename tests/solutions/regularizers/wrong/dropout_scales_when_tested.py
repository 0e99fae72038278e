"""As in the first paper: scaled outside of training, not in it.

caught by: test_what_stays_is_scaled, test_nothing_is_dropped_outside_of_training
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x * (1 - rate)
    return x * (rng.random(x.shape) >= rate)
