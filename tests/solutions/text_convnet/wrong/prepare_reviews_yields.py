"""The function is a generator.

caught by: test_long_reviews_keep_their_end, test_prepare_reviews_keeps_its_lists_and_axes, test_short_reviews_get_zeros_in_front, test_unknown_words_get_the_id_2
"""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    for review in reviews:
        last = [word if word < words else 2 for word in review[-length:]]
        yield [0] * (length - len(last)) + last
