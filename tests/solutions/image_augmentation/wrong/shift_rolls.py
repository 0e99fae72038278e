"""np.roll: what leaves at one side comes in at the other.

caught by: test_shifted_border_repeats_the_nearest_pixel
"""

# %% shift_image
def shift_image(image, down, right):
    return np.roll(image, (down, right), axis=(0, 1))
