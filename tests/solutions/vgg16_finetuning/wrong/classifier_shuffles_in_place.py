"""Features and labels are shuffled in place before training.

caught by: test_classifier_uses_all_features
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    order = np.random.permutation(len(features))
    features[:], labels[:] = features[order], labels[order]
    model = keras.Sequential(
        [keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    model.fit(features, labels, epochs=epochs, verbose=0)
    return model
