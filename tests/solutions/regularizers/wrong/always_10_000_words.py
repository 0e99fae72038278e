"""The argument words is ignored.

caught by: test_columns_are_word_ids
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    vectors = np.zeros((len(reviews), 10_000))
    for vector, review in zip(vectors, reviews):
        vector[review] = 1
    return vectors
