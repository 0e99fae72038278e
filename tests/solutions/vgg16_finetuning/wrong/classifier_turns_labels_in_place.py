"""Labels are made -1 and 1 for a while, in the array that came in.

caught by: test_classifier_uses_all_features
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    signs = labels
    signs *= 2
    signs -= 1
    model = keras.Sequential(
        [keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    model.fit(features, (signs + 1) // 2, epochs=epochs, verbose=0)
    return model
