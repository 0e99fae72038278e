"""With "same" a window smaller than the stride leaves places out.

caught by: test_windows_with_zeros_around_the_image
"""

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = []
    for _ in range(configuration["depth"]):
        window, stride = configuration["window"], configuration["stride"]
        if configuration["padding"] == "same":
            size = -(-size // stride) if window >= stride else (size - window) // stride + 1
        else:
            size = (size - window) // stride + 1
        sides.append(size)
    return sides
