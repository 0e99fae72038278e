"""The border is black.

caught by: test_shifted_border_repeats_the_nearest_pixel
"""

# %% shift_image
def shift_image(image, down, right):
    height, width = image.shape[:2]
    moved = np.zeros_like(image)
    moved[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = image[
        max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)
    ]
    return moved
