"""An empty review is an error: the slice [-0:] is the whole row.

caught by: test_short_reviews_get_zeros_in_front
"""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    prepared = np.zeros((len(reviews), length), dtype="int32")
    for row, review in zip(prepared, reviews):
        last = np.array(review[-length:])
        row[-len(last) :] = np.where(last < words, last, 2)
    return prepared
