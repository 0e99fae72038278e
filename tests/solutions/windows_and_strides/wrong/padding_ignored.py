"""The padding is taken for 'valid'.

caught by: test_windows_with_zeros_around_the_image
"""

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = []
    for _ in range(configuration["depth"]):
        if configuration["padding"] == "none":
            size = -(-size // configuration["stride"])
        else:
            size = (size - configuration["window"]) // configuration["stride"] + 1
        sides.append(size)
    return sides
