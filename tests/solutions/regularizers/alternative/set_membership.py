"""Sets of words; recursion over the list of kernels; the weights by vectorized Python functions."""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    def row_of(review):
        row = [0] * words
        for word in set(review):
            row[word] = 1
        return row

    rows = [row_of(review) for review in reviews]
    return np.array(rows, dtype="float32").reshape(len(rows), words)

# %% objective
from scipy.special import xlog1py, xlogy

def penalty(kernels, l1, l2):
    if not len(kernels):
        return 0.0
    first, *others = kernels
    return np.sum(l1 * np.abs(first) + l2 * np.power(first, 2)) + penalty(others, l1, l2)

def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    entropies = -xlogy(labels, probabilities) - xlog1py(1 - np.asarray(labels), -np.asarray(probabilities))
    return np.average(entropies) + penalty(list(kernels), l1, l2)

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    def one(m, c):
        pull = strength / c
        return 0.0 if abs(m) <= pull else m - pull if m > 0 else m + pull

    return np.vectorize(one, otypes=[float])(minimum, curvature)
