"""The pixels go into an array of integers: fractions are cut off.

caught by: test_shifted_image_is_exact_and_new
"""

# %% shift_image
def shift_image(image, down, right):
    height, width = image.shape[:2]
    result = np.zeros(image.shape, dtype=int)
    for row in range(height):
        for column in range(width):
            result[row, column] = image[np.clip(row - down, 0, height - 1), np.clip(column - right, 0, width - 1)]
    return result
