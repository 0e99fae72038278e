"""Rows and columns are mixed up.

caught by: test_content_moves_by_the_asked_pixels
"""

# %% shift_image
def shift_image(image, down, right):
    height, width = image.shape[:2]
    rows = np.clip(np.arange(height) - right, 0, height - 1)
    columns = np.clip(np.arange(width) - down, 0, width - 1)
    return image[rows][:, columns]
