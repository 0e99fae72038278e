"""The border is mirrored.

caught by: test_shifted_border_repeats_the_nearest_pixel
"""

# %% shift_image
def shift_image(image, down, right):
    size = max(abs(down), abs(right))
    padded = np.pad(image, ((size, size), (size, size), (0, 0)), mode="symmetric")
    height, width = image.shape[:2]
    return padded[size - down : size - down + height, size - right : size - right + width]
