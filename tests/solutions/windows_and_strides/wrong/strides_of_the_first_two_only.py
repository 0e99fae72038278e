"""From the third convolution on the stride is 1.

caught by: test_layers_have_the_asked_sizes, test_windows_move_by_the_stride
"""

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    stack = [keras.Input((size, size, image_channels))]
    for number in range(configuration["depth"]):
        stride = configuration["stride"] if number < 2 else 1
        stack.append(layers.Conv2D(configuration["channels"], configuration["window"], stride, configuration["padding"], activation="relu"))
    return keras.Sequential([*stack, layers.Flatten(), layers.Dense(classes, "softmax")])
