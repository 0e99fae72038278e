"""The rate is the share that stays.

caught by: test_each_value_is_dropped_on_its_own
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    mask = rng.random(x.shape) < rate
    return x * mask / (1 - rate)
