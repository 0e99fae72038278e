"""Batches of a permutation by hand, Nadam, the largest of the four places, another activation."""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential()
    model.add(keras.Input(shape=features.shape[1:]))
    model.add(layers.GlobalMaxPooling2D())
    model.add(layers.Dense(96, activation="elu"))
    model.add(layers.Dense(1, activation=keras.activations.sigmoid))
    model.compile(keras.optimizers.Nadam(rate), keras.losses.BinaryCrossentropy())
    rng = np.random.default_rng(0)
    for _ in range(epochs):
        for chosen in np.array_split(rng.permutation(len(features)), max(1, len(features) // 16)):
            model.train_on_batch(features[chosen], np.asarray(labels)[chosen].reshape(-1, 1))
    return model
