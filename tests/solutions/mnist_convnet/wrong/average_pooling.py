"""Average- instead of max-pooling, which has as many parameters.

caught by: test_pooling_takes_the_maximum
"""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(32, 3, activation="relu"))
    if pooling:
        model.add(layers.AveragePooling2D(2))
    model.add(layers.Conv2D(64, 3, activation="relu"))
    if pooling:
        model.add(layers.AveragePooling2D(2))
    model.add(layers.Conv2D(64, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return model
