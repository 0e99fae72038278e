"""Short reviews are filled with the id 2, which stands for an unknown word.

caught by: test_short_reviews_get_zeros_in_front
"""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    known = [[word if word < words else 2 for word in review] for review in reviews]
    return keras.utils.pad_sequences(known, length, value=2)
