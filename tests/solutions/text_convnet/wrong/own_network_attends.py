"""Attention reads over the whole text.

caught by: test_windows_are_small
"""

# %% build_small_windows
def build_small_windows(length, words):
    ids = keras.Input((length,))
    vectors = layers.Embedding(words, 16)(ids)
    maps = layers.Conv1D(32, 3, activation="relu")(vectors)
    maps = layers.MaxPooling1D(3)(maps)
    maps = layers.Concatenate()([maps, layers.Attention()([maps, maps])])
    maps = layers.Conv1D(32, 3, activation="relu")(maps)
    outputs = layers.Dense(1, activation="sigmoid")(layers.GlobalMaxPooling1D()(maps))
    model = keras.Model(ids, outputs)
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model
