"""No sigmoid, though the loss expects probabilities, and all outputs start below 0.

caught by: test_signal_of_6_words_is_learned, test_loss_fits_the_output_of_the_own_network
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
        layers.Dense(1, bias_initializer=keras.initializers.Constant(-3.0)),
    ])
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model
