"""Two softmax units, and a deeper stack with padding."""

# %% build_small_windows
def build_small_windows(length, words):
    model = keras.Sequential([
        keras.Input((length,)),
        layers.Embedding(words, 16),
        layers.Conv1D(32, 3, activation="relu"),
        layers.MaxPooling1D(3),
        layers.Conv1D(32, 3, activation="relu", padding="same"),
        layers.Conv1D(32, 3, activation="relu"),
        layers.GlobalMaxPooling1D(),
        layers.Dense(2, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
