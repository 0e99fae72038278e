"""The image itself is changed.

caught by: test_shifted_image_is_exact_and_new, test_content_moves_by_the_asked_pixels
"""

# %% shift_image
def shift_image(image, down, right):
    height, width = image.shape[:2]
    rows = np.clip(np.arange(height) - down, 0, height - 1)
    columns = np.clip(np.arange(width) - right, 0, width - 1)
    image[:] = image[rows][:, columns]
    return image
