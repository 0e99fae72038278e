"""Two outputs in the place of one.

caught by: test_classifier_gives_a_probability, test_classifier_learns_from_features, test_classifier_trains_for_all_epochs
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential([keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(2, activation="softmax")])
    model.compile(keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy")
    model.fit(features, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
