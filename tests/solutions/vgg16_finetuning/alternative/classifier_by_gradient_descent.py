"""A single layer, plain gradient descent."""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential([keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.SGD(rate, momentum=0.9), loss="binary_crossentropy")
    model.fit(features, labels.reshape(-1, 1), epochs=epochs, verbose=0)
    return model
