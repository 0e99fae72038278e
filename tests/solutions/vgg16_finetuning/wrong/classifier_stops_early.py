"""Training stops when the loss has not fallen for five epochs.

caught by: test_classifier_trains_for_all_epochs
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=5)
    model.fit(features, labels, epochs=epochs, callbacks=[stop], verbose=0)
    return model
