"""The last layer has no softmax.

caught by: test_last_layer_is_a_softmax
"""

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    model = keras.Sequential([keras.Input((size, size, image_channels))])
    for _ in range(configuration["depth"]):
        model.add(
            layers.Conv2D(
                configuration["channels"],
                configuration["window"],
                strides=configuration["stride"],
                padding=configuration["padding"],
                activation="relu",
            )
        )
    model.add(layers.Flatten())
    model.add(layers.Dense(classes))
    return model
