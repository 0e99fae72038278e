"""A symbolic tensor is returned.

caught by: test_grey_levels_are_scaled, test_images_get_a_channel_axis, test_prepared_images_are_float32, test_scale_does_not_depend_on_the_batch
"""

# %% prepare_images
def prepare_images(images):
    return keras.Input((28, 28, 1)) / 255
