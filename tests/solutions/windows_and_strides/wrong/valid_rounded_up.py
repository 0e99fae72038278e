"""A window that does not fit any more at the end is counted.

caught by: test_windows_that_lie_on_the_image
"""

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = []
    for _ in range(configuration["depth"]):
        if configuration["padding"] == "same":
            size = -(-size // configuration["stride"])
        else:
            size = (size - configuration["window"]) / configuration["stride"] + 1
            size = int(-(-size // 1))
        sides.append(size)
    return sides
