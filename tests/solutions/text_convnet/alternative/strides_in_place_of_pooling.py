"""A stride widens the view; the end is a logit."""

# %% build_small_windows
def build_small_windows(length, words):
    model = keras.Sequential([
        keras.Input((length,)),
        layers.Embedding(words, 16),
        layers.Conv1D(32, 3, activation="relu"),
        layers.Conv1D(32, 3, strides=2, activation="relu"),
        layers.Conv1D(32, 3, activation="relu"),
        layers.Conv1D(32, 3, activation="relu"),
        layers.GlobalMaxPooling1D(),
        layers.Dense(1),
    ])
    model.compile(keras.optimizers.Adam(0.005), keras.losses.BinaryCrossentropy(from_logits=True))
    return model
