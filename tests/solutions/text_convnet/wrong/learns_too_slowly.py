"""The learning rate is far too small.

caught by: test_signal_of_6_words_is_learned
"""

# %% build_small_windows
def build_small_windows(length, words):
    model = keras.Sequential([
        keras.Input((length,)),
        layers.Embedding(words, 16),
        layers.Conv1D(32, 3, activation="relu"),
        layers.MaxPooling1D(3),
        layers.Conv1D(32, 3, activation="relu"),
        layers.GlobalMaxPooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.SGD(1e-5), "binary_crossentropy", metrics=["accuracy"])
    return model
