"""A subclass of a Keras model, which the grader cannot rebuild.

caught by: test_layers_have_the_asked_sizes, test_each_convolution_has_a_relu, test_last_layer_is_a_softmax, test_windows_move_by_the_stride
"""

# %% build_model
class Convnet(keras.Sequential):
    pass


def build_model(configuration, size=28, image_channels=1, classes=10):
    model = Convnet([keras.Input((size, size, image_channels))])
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
