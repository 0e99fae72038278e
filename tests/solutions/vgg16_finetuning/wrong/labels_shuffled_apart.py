"""The labels are shuffled away from the features.

caught by: test_classifier_learns_from_features
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential([keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    model.fit(features, np.random.permutation(labels), epochs=epochs, verbose=0)
    return model
