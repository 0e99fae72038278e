"""Rare words are replaced in the given lists themselves: a second call with more words finds them gone.

caught by: test_unknown_words_get_the_id_2
"""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    for review in reviews:
        for place, word in enumerate(review):
            if word >= words:
                review[place] = 2
    return keras.utils.pad_sequences(reviews, maxlen=length, dtype="int32")
