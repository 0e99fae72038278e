"""A recurrent layer reads over the whole text.

caught by: test_windows_are_small
"""

# %% build_small_windows
def build_small_windows(length, words):
    model = keras.Sequential([
        keras.Input((length,)),
        layers.Embedding(words, 16),
        layers.Conv1D(32, 3, activation="relu"),
        layers.MaxPooling1D(3),
        layers.GRU(32, return_sequences=True, unroll=True),
        layers.GlobalMaxPooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    return model
