"""Each convolution is taken to see the channels of the image.

caught by: test_parameters_of_the_convolutions
"""

# %% count_parameters
def count_parameters(configuration, side, image_channels=1, classes=10):
    counts, inputs, channels = [], image_channels, configuration["channels"]
    for _ in range(configuration["depth"]):
        counts.append((configuration["window"] ** 2 * inputs + 1) * channels)
    return [*counts, (side * side * channels + 1) * classes]
