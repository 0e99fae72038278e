"""The argument training is ignored.

caught by: test_nothing_is_dropped_outside_of_training
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    return x * (rng.random(x.shape) >= rate) / (1 - rate)
