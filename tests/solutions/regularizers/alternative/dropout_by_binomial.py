"""A mask of zeros and factors from the binomial distribution.
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    keep = 1 - rate if training else 1.0
    return x * rng.binomial(1, keep, size=x.shape) / keep
