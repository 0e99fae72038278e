"""With padding 'same' the side is rounded down.

caught by: test_windows_with_zeros_around_the_image
"""

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = []
    for _ in range(configuration["depth"]):
        if configuration["padding"] == "same":
            size = size // configuration["stride"]
        else:
            size = (size - configuration["window"]) // configuration["stride"] + 1
        sides.append(size)
    return sides
