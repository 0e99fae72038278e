"""The deck's rate, with few features: hardly anything is learned.

caught by: test_classifier_learns_from_features
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential([keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.SGD(2e-5), loss="binary_crossentropy")
    model.fit(features, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
