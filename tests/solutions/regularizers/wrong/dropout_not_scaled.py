"""What stays keeps its size.

caught by: test_what_stays_is_scaled
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    return x * (rng.random(x.shape) >= rate)
