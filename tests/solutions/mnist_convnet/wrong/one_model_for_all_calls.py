"""The function remembers its models: who asks twice gets the same one, trained or not.

caught by: test_each_convnet_is_new
"""

# %% build_convnet
import functools


@functools.lru_cache
def build_convnet(pooling=True, units=64):
    model = keras.Sequential([keras.Input((28, 28, 1))])
    for number, filters in enumerate([32, 64, 64]):
        model.add(layers.Conv2D(filters, 3, activation="relu"))
        if pooling and number < 2:
            model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return model
