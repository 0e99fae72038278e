"""A generator of its own with a fixed seed: the mask is the same in each call.

caught by: test_each_value_is_dropped_on_its_own, test_chance_comes_from_the_generator
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    mask = np.random.default_rng(0).random(x.shape) >= rate
    return x * mask / (1 - rate)
