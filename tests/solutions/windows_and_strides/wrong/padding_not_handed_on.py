"""The padding is always 'valid'.

caught by: test_layers_have_the_asked_sizes, test_windows_move_by_the_stride
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
                activation="relu",
            )
        )
    model.add(layers.Flatten())
    model.add(layers.Dense(classes, activation="softmax"))
    return model
