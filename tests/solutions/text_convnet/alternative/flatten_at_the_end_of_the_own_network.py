"""Pooling to few places, then Flatten and dense layers."""

# %% build_small_windows
def build_small_windows(length, words):
    model = keras.Sequential([
        keras.Input((length,)),
        layers.Embedding(words, 16),
        layers.Conv1D(32, 3, activation="relu"),
        layers.MaxPooling1D(3),
        layers.Conv1D(32, 3, activation="relu"),
        layers.MaxPooling1D(4),
        layers.Flatten(),
        layers.Dense(32, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model
