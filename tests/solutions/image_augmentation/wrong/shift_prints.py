"""The result is printed, not returned.

caught by: test_content_moves_by_the_asked_pixels, test_shifted_border_repeats_the_nearest_pixel
"""

# %% shift_image
def shift_image(image, down, right):
    print(np.roll(image, (down, right), axis=(0, 1)).shape)
