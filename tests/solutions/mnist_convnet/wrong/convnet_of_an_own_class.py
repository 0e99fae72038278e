"""A subclass of keras.Model, which the grader cannot rebuild.

caught by: test_convnet_has_the_lectures_size, test_convnet_is_the_same_in_training, test_convnet_without_pooling, test_each_convnet_is_new, test_each_hidden_layer_has_a_relu, test_last_layer_gives_probabilities, test_pooling_takes_the_maximum, test_prepared_images_are_not_scaled_again
"""

# %% build_convnet
class Convnet(keras.Sequential):
    pass


def build_convnet(pooling=True, units=64):
    return Convnet([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, "softmax")])
