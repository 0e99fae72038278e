"""The model is built and not returned.

caught by: test_convnet_has_the_lectures_size, test_convnet_is_the_same_in_training, test_convnet_without_pooling, test_each_convnet_is_new, test_each_hidden_layer_has_a_relu, test_last_layer_gives_probabilities, test_pooling_takes_the_maximum, test_prepared_images_are_not_scaled_again
"""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(32, 3, activation="relu"))
    if pooling:
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(64, 3, activation="relu"))
    if pooling:
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(64, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    model.summary(print_fn=lambda line: None)
