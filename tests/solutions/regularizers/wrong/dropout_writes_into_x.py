"""The zeros are written into the given array.

caught by: test_chance_comes_from_the_generator
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    x[rng.random(x.shape) < rate] = 0
    return x / (1 - rate)
