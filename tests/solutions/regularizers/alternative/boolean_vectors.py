"""Boolean arrays by comparing with all ids.
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    return np.array([np.isin(np.arange(words), review) for review in reviews])
