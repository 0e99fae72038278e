"""rng.choice of the factors, with their probabilities.
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    factors = rng.choice([0.0, 1 / (1 - rate)], size=np.shape(x), p=[rate, 1 - rate])
    return np.asarray(x) * factors if training else np.array(x)
