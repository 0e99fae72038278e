"""The windows have gaps if the stride is 1 and the net has one convolution only.

caught by: test_windows_move_by_the_stride
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
                dilation_rate=2 if configuration["stride"] == 1 and configuration["depth"] == 1 else 1,
            )
        )
    stack.append(layers.Flatten())
    stack.append(layers.Dense(classes, activation="softmax"))
    return keras.Sequential(stack)
