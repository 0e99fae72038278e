"""The convolutions have no activation.

caught by: test_each_convolution_has_a_relu
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
            )
        )
    model.add(layers.Flatten())
    model.add(layers.Dense(classes, activation="softmax"))
    return model
