"""A window is taken to have as many numbers as its side is long.

caught by: test_parameters_of_the_convolutions
"""

# %% count_parameters
def count_parameters(configuration, side, image_channels=1, classes=10):
    counts, inputs, channels = [], image_channels, configuration["channels"]
    for _ in range(configuration["depth"]):
        counts.append((configuration["window"] * inputs + 1) * channels)
        inputs = channels
    return [*counts, (side * side * channels + 1) * classes]
