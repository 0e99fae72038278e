"""All epochs of all runs in one flat list of pairs, and one argmin over it; L2 by scaling the bowl; multi-hot by a list of masks."""

# %% choose
def choose(runs):
    places = [(name, epoch) for name in runs for epoch in range(1, len(runs[name]["val_bce"]) + 1)]
    values = np.concatenate([runs[name]["val_bce"] for name in runs])
    return places[int(np.argmin(values))]

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    return np.array(minimum, dtype="float64") / (1 + 2 * strength / np.array(curvature))

# %% multi_hot
def multi_hot(reviews, words=10_000):
    ids = np.arange(words)
    masks = [np.isin(ids, np.unique(np.array(review, dtype=int))) for review in reviews]
    return np.array(masks, dtype=int).reshape(-1, words)
