"""The model does not know the size of its images.

caught by: test_layers_have_the_asked_sizes, test_each_convolution_has_a_relu, test_last_layer_is_a_softmax, test_windows_move_by_the_stride, test_each_model_is_new
"""

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    model = keras.Sequential([])
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
