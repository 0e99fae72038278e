"""The weights of the dense layer start at 0 and are not random.

caught by: test_each_model_is_new
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
    stack.append(layers.Dense(classes, activation="softmax", kernel_initializer="zeros"))
    return keras.Sequential(stack)
