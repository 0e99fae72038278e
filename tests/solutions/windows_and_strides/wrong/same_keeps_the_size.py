"""With padding 'same' the side is taken to stay, whatever the stride.

caught by: test_windows_with_zeros_around_the_image
"""

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = []
    for _ in range(configuration["depth"]):
        if configuration["padding"] == "same":
            size = size
        else:
            size = (size - configuration["window"]) // configuration["stride"] + 1
        sides.append(size)
    return sides
