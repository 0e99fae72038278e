"""One window of 9 words, in a model inside the model.

caught by: test_windows_are_small
"""

# %% build_small_windows
def build_small_windows(length, words):
    reader = keras.Sequential([
        keras.Input((length, 16)),
        layers.Conv1D(32, 9, activation="relu"),
        layers.GlobalMaxPooling1D(),
    ])
    model = keras.Sequential([
        keras.Input((length,)),
        layers.Embedding(words, 16),
        reader,
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model
