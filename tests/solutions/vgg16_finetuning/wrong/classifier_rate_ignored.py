"""The optimizer is given by name, so rate has no effect.

caught by: test_classifier_learns_from_features
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(features, labels, epochs=epochs, verbose=0)
    return model
