"""The convolutions pad their input: 257,162 parameters.

caught by: test_convnet_has_the_lectures_size, test_convnet_without_pooling
"""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(32, 3, padding="same", activation="relu"))
    if pooling:
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(64, 3, padding="same", activation="relu"))
    if pooling:
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(64, 3, padding="same", activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return model
