"""Each call sets the next seed (0, 1, 2, ...).

caught by: test_each_model_is_new
"""

# %% build_model
from itertools import count

_seeds = count()


def build_model(configuration, size=28, image_channels=1, classes=10):
    keras.utils.set_random_seed(next(_seeds))
    stack = [keras.Input((size, size, image_channels))]
    for number in range(configuration["depth"]):
        stack.append(
            layers.Conv2D(
                configuration["channels"],
                configuration["window"],
                strides=configuration["stride"],
                padding=configuration["padding"],
                activation="relu",
            )
        )
    stack.append(layers.Flatten())
    stack.append(layers.Dense(classes, activation="softmax"))
    return keras.Sequential(stack)
