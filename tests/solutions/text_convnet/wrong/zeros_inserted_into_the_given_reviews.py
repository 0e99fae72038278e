"""Zeros are inserted into the given lists themselves.

caught by: test_prepare_reviews_keeps_its_lists_and_axes
"""


# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    rows = []
    for review in reviews:
        while len(review) < length:
            review.insert(0, 0)
        rows.append([number if number < words else 2 for number in review[-length:]])
    return np.array(rows).reshape(len(reviews), length)
