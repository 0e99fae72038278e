"""The side of the image is fixed.

caught by: test_windows_that_lie_on_the_image, test_windows_with_zeros_around_the_image
"""

# %% predict_sides
def predict_sides(configuration, size=28):
    sides, size = [], 28
    for _ in range(configuration["depth"]):
        if configuration["padding"] == "same":
            size = -(-size // configuration["stride"])
        else:
            size = (size - configuration["window"]) // configuration["stride"] + 1
        sides.append(size)
    return sides
