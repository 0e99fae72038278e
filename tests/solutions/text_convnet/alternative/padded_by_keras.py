"""Keras pads, NumPy replaces the unknown words."""

# %% prepare_reviews
def prepare_reviews(reviews, length, words):
    padded = keras.utils.pad_sequences(list(reviews), maxlen=length, padding="pre", truncating="pre", value=0)
    return np.where(padded >= words, 2, padded)
