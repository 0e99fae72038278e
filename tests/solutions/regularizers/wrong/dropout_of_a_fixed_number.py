"""Exactly the share of the values is dropped, never a value more or less.

caught by: test_each_value_is_dropped_on_its_own
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    mask = np.ones(x.size)
    mask[rng.permutation(x.size)[: round(rate * x.size)]] = 0
    return x * mask.reshape(x.shape) / (1 - rate)
