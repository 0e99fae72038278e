"""The mask has the last two axes only.

caught by: test_each_value_is_dropped_on_its_own
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x.copy()
    kept = rng.random(x.shape[-2:]) >= rate
    return x * kept / (1 - rate)
