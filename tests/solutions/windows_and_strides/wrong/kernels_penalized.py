"""The convolutions have a penalty on their kernels.

caught by: test_layers_have_the_asked_sizes
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
                kernel_regularizer="l2",
            )
        )
    model.add(layers.Flatten())
    model.add(layers.Dense(classes, activation="softmax"))
    return model
