"""The reviews of the caller are emptied while they are read.

caught by: test_each_call_stands_for_itself
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    vectors = np.zeros((len(reviews), words), "float32")
    for vector, review in zip(vectors, reviews):
        while len(review):
            vector[review.pop()] = 1
    return vectors
