"""Words that occur twice are taken out of the reviews of the caller.

caught by: test_each_call_stands_for_itself
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    for i in range(len(reviews)):
        reviews[i] = sorted(set(reviews[i]))
    result = np.zeros((len(reviews), words), dtype="float32")
    for i, review in enumerate(reviews):
        result[i, review] = 1
    return result
