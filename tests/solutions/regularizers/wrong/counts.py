"""How often each word occurs, instead of whether it does.

caught by: test_words_occur_or_not
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    vectors = np.zeros((len(reviews), words))
    for vector, review in zip(vectors, reviews):
        for word in review:
            vector[word] += 1
    return vectors
