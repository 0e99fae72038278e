"""The ids become floats, since NumPy's zeros are floats.

caught by: test_short_reviews_get_zeros_in_front, test_long_reviews_keep_their_end, test_unknown_words_get_the_id_2
"""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    prepared = np.zeros((len(reviews), length))
    for row, review in zip(prepared, reviews):
        for place, word in enumerate(reversed(review[-length:])):
            row[-1 - place] = word if word < words else 2
    return prepared
