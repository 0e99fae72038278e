"""The ids count from 1, so each word lies one column too far left.

caught by: test_columns_are_word_ids
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    vectors = np.zeros((len(reviews), words))
    for vector, review in zip(vectors, reviews):
        vector[np.array(review, int) - 1] = 1
    return vectors
