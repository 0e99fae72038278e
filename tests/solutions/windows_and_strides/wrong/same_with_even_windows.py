"""With 'same' window // 2 zeros are put on each side, which is wrong for even windows.

caught by: test_windows_with_zeros_around_the_image
"""

# %% predict_sides
import math


def predict_sides(configuration, size=28):
    window, stride = configuration["window"], configuration["stride"]
    sides = []
    for _ in range(configuration["depth"]):
        if configuration["padding"] == "valid":
            size = (size - window) // stride + 1
        else:
            size = (size + 2 * (window // 2) - window) // stride + 1
        sides.append(size)
    return sides
