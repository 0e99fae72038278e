"""The biases of the filters are not counted.

caught by: test_parameters_of_the_convolutions
"""

# %% count_parameters
def count_parameters(configuration, side, image_channels=1, classes=10):
    counts, inputs, channels = [], image_channels, configuration["channels"]
    for _ in range(configuration["depth"]):
        counts.append((configuration["window"] ** 2 * inputs) * channels)
        inputs = channels
    return [*counts, (side * side * channels + 1) * classes]
