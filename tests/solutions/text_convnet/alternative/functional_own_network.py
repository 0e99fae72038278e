"""Functional, with batch normalisation, dropout and RMSprop."""

# %% build_small_windows
def build_small_windows(length, words):
    inputs = keras.Input((length,))
    x = layers.Embedding(words, 24)(inputs)
    x = layers.Conv1D(48, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling1D(4, strides=2, padding="same")(x)
    x = layers.Conv1D(48, 3, padding="same", activation="relu")(x)
    x = layers.Conv1D(48, 3, padding="same", activation="relu")(x)
    x = layers.Dropout(0.1)(layers.GlobalMaxPooling1D()(x))
    model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(x))
    model.compile(optimizer=keras.optimizers.RMSprop(0.002), loss="binary_crossentropy")
    return model
