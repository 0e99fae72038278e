"""Flatten is taken to give side * side numbers.

caught by: test_parameters_of_the_dense_layer
"""

# %% count_parameters
def count_parameters(configuration, side, image_channels=1, classes=10):
    counts, inputs, channels = [], image_channels, configuration["channels"]
    for _ in range(configuration["depth"]):
        counts.append((configuration["window"] ** 2 * inputs + 1) * channels)
        inputs = channels
    return [*counts, (side * side + 1) * classes]
