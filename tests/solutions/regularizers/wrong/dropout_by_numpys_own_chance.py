"""The random numbers come from NumPy's global generator.

caught by: test_chance_comes_from_the_generator
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    return x * (np.random.random(x.shape) >= rate) / (1 - rate)
