"""The rate is the share that stays, in the mask and in the factor.

caught by: test_each_value_is_dropped_on_its_own, test_what_stays_is_scaled
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    mask = rng.random(x.shape) < rate
    return x * mask / max(rate, 1e-9)
