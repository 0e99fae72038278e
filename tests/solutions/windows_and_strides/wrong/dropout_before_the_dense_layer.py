"""A dropout stands before the dense layer.

caught by: test_layers_have_the_asked_sizes
"""

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
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
    stack.append(layers.Dropout(0.25))
    stack.append(layers.Dense(classes, activation="softmax"))
    return keras.Sequential(stack)
