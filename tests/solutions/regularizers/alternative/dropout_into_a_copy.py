"""Zeros in a copy, which is scaled in place; the early return is a copy as well.
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    result = np.array(x, dtype=float)
    if training and rate > 0:
        result[rng.random(result.shape) < rate] = 0
        result /= 1 - rate
    return result
