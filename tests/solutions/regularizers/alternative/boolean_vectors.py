"""Boolean arrays by comparing with all ids; parameters counted by a loop.
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    return np.array([np.isin(np.arange(words), review) for review in reviews])

# %% count_parameters
def count_parameters(units=16, words=10_000):
    total, inputs = 0, words
    for outputs in (units, units, 1):
        total += inputs * outputs + outputs
        inputs = outputs
    return np.int64(total)
