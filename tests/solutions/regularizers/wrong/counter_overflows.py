"""The words are counted in bytes: 256 times the same word is 0 again.

caught by: test_words_occur_or_not
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    counts = np.zeros((len(reviews), words), dtype=np.uint8)
    for row, review in zip(counts, reviews):
        if len(review):
            np.add.at(row, np.asarray(review), 1)
    return (counts > 0).astype("float32")
