"""The ids are held in 16 bits, so that ids from 32,768 on become negative.

caught by: test_unknown_words_get_the_id_2
"""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    table = np.zeros((len(reviews), length), dtype="int64")
    for row, review in zip(table, reviews):
        for place, word in enumerate(reversed(review[-length:]), start=1):
            row[-place] = word if word < words else 2
    return table.astype("int16")
