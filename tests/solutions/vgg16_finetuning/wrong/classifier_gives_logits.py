"""The classifier gives logits.

caught by: test_classifier_gives_a_probability
"""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential([keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(1)])
    model.compile(keras.optimizers.Adam(rate), loss=keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(features, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
