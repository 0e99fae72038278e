"""The last layer has a tanh, and the loss takes it for a probability.

caught by: test_loss_fits_the_output_of_the_own_network
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
        layers.Dense(1, activation="tanh"),
    ])
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model
