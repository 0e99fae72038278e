"""Three residual blocks of two convolutions each, with padding."""

# %% build_small_windows
def build_small_windows(length, words):
    ids = keras.Input((length,))
    x = layers.Conv1D(32, 1)(layers.Embedding(words, 16)(ids))
    for _ in range(3):
        y = layers.Conv1D(32, 3, padding="same", activation="relu")(x)
        y = layers.Conv1D(32, 3, padding="same")(y)
        x = layers.ReLU()(layers.Add()([x, y]))
    model = keras.Model(ids, layers.Dense(1, activation="sigmoid")(layers.GlobalMaxPooling1D()(x)))
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model
