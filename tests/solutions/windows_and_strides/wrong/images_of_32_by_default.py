"""The keyword has another default than asked for.

caught by: test_windows_that_lie_on_the_image, test_windows_with_zeros_around_the_image
"""

# %% predict_sides
import math


def predict_sides(configuration, size=32):
    window, stride = configuration["window"], configuration["stride"]
    sides = []
    for _ in range(configuration["depth"]):
        if configuration["padding"] == "valid":
            size = (size - window) // stride + 1
        else:
            size = math.ceil(size / stride)
        sides.append(size)
    return sides
