"""A fifth of the features is held out for validation.

caught by: test_classifier_uses_all_features
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    model.fit(features, labels, epochs=epochs, validation_split=0.2, verbose=0)
    return model
