"""The first ids of a long review stay, not the last.

caught by: test_long_reviews_keep_their_end
"""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    known = [[word if word < words else 2 for word in review] for review in reviews]
    return keras.utils.pad_sequences(known, length, truncating="post")
