"""The rate of the visible check is hard-coded.

caught by: test_classifier_learns_from_features
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.Adam(0.01), loss="binary_crossentropy")
    model.fit(features, labels, epochs=epochs, verbose=0)
    return model
