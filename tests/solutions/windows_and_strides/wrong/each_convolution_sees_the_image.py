"""Each convolution is reckoned from the image, not from the maps before it.

caught by: test_windows_that_lie_on_the_image, test_windows_with_zeros_around_the_image
"""

# %% predict_sides
def predict_sides(configuration, size=28):
    if configuration["padding"] == "same":
        side = -(-size // configuration["stride"])
    else:
        side = (size - configuration["window"]) // configuration["stride"] + 1
    return [side] * configuration["depth"]
