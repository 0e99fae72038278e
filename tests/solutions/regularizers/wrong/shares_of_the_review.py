"""Each word gets its share of the review.

caught by: test_words_occur_or_not
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    vectors = np.zeros((len(reviews), words))
    for vector, review in zip(vectors, reviews):
        vector[review] = 1 / max(len(set(review)), 1)
    return vectors
