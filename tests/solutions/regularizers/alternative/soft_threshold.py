"""Soft thresholding by sign and maximum; a sparse matrix for the words; choice() drops."""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    return np.sign(minimum) * np.maximum(np.abs(minimum) - strength / curvature, 0.0)

# %% multi_hot
from scipy.sparse import csr_matrix

def multi_hot(reviews, words=10_000):
    ends = np.cumsum([0] + [len(review) for review in reviews])
    ids = [word for review in reviews for word in review]
    counts = csr_matrix((np.ones(len(ids)), ids, ends), shape=(len(reviews), words)).toarray()
    return np.minimum(counts, 1)

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training or rate == 0:
        return np.array(x)
    kept = rng.choice([0.0, 1.0], size=x.shape, p=[rate, 1 - rate])
    return x * kept / (1 - rate)
