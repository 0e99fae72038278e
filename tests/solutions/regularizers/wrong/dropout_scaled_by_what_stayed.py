"""What stays is divided by the share that stayed by chance.

caught by: test_what_stays_is_scaled
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    mask = rng.random(x.shape) >= rate
    return x * mask / mask.mean()
