"""Rare words are replaced in the given lists themselves: a second call with more words finds them gone.

caught by: test_prepare_reviews_keeps_its_lists_and_axes
"""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    for review in reviews:
        for place, word in enumerate(review):
            if word >= words:
                review[place] = 2
    return keras.utils.pad_sequences(reviews, maxlen=length, dtype="int32")
