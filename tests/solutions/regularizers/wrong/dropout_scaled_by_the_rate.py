"""What stays is divided by the rate.

caught by: test_what_stays_is_scaled
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    return x * (rng.random(x.shape) >= rate) / (rate if rate else 1)
