"""A seed is set in the builder, so all models start alike.

caught by: test_each_model_is_new
"""

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((size, size, image_channels))])
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
