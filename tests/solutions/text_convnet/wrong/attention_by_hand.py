"""Attention is made of Dot and Softmax layers.

caught by: test_windows_are_small
"""

# %% build_small_windows
def build_small_windows(length, words):
    """Two small windows with a dilation, and each position also looks at all others."""
    ids = keras.Input((length,))
    x = layers.Embedding(words, 16)(ids)
    x = layers.Conv1D(32, 3, activation="relu")(x)
    x = layers.Conv1D(32, 3, dilation_rate=3, activation="relu")(x)
    query, key, value = layers.Dense(16)(x), layers.Dense(16)(x), layers.Dense(32)(x)
    attention = layers.Softmax(axis=-1)(layers.Dot(axes=2)([query, key]))
    x = layers.Add()([x, layers.Dot(axes=(2, 1))([attention, value])])
    x = layers.GlobalMaxPooling1D()(x)
    model = keras.Model(ids, layers.Dense(1, activation="sigmoid")(x))
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model
