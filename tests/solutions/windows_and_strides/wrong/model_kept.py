"""The model of a configuration is built once and kept.

caught by: test_each_model_is_new
"""

# %% build_model
MODELS = {}


def build_model(configuration, size=28, image_channels=1, classes=10):
    key = (*configuration.values(), size, image_channels, classes)
    if key not in MODELS:
        model = keras.Sequential([keras.Input((size, size, image_channels))])
        for _ in range(configuration["depth"]):
            shape = {"strides": configuration["stride"], "padding": configuration["padding"]}
            model.add(layers.Conv2D(configuration["channels"], configuration["window"], activation="relu", **shape))
        model.add(layers.Flatten())
        model.add(layers.Dense(classes, activation="softmax"))
        MODELS[key] = model
    return MODELS[key]
