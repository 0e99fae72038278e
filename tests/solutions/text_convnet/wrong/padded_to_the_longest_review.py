"""The table is only as long as the longest of several reviews, if this one is shorter than length.

caught by: test_short_reviews_get_zeros_in_front
"""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    if len(reviews) > 1:
        length = min(length, max(len(review) for review in reviews))
    table = np.zeros((len(reviews), length), dtype="int32")
    for i, review in enumerate(reviews):
        last = np.array(review[-length:], dtype="int32")
        table[i, length - len(last) :] = np.where(last < words, last, 2)
    return table
