"""If nothing moves, the image itself is returned, not a new array.

caught by: test_shifted_image_is_exact_and_new
"""

# %% shift_image
def shift_image(image, down, right):
    if down == 0 and right == 0:
        return image
    rows = np.clip(np.arange(image.shape[0]) - down, 0, image.shape[0] - 1)
    columns = np.clip(np.arange(image.shape[1]) - right, 0, image.shape[1] - 1)
    return image[rows][:, columns]
