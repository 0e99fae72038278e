"""The map is made smaller by max-pooling instead of a stride.

caught by: test_windows_move_by_the_stride
"""

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    model = keras.Sequential([keras.Input((size, size, image_channels))])
    for _ in range(configuration["depth"]):
        model.add(layers.Conv2D(configuration["channels"], configuration["window"], padding=configuration["padding"], activation="relu"))
        model.add(layers.MaxPooling2D(configuration["stride"], padding="same"))
    model.add(layers.Flatten())
    model.add(layers.Dense(classes, activation="softmax"))
    return model
