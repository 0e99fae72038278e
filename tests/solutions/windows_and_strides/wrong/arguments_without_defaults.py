"""All arguments have to be given: without them, as the sweep calls it, there is no model.

caught by: test_layers_have_the_asked_sizes
"""

# %% build_model
def build_model(configuration, size, image_channels, classes):
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
    model.add(layers.Dense(classes, activation="softmax"))
    return model
