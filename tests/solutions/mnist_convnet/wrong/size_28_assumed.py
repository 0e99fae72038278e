"""Any images are reshaped to 28x28.

caught by: test_images_get_a_channel_axis, test_prepared_images_are_float32
"""

# %% prepare_images
def prepare_images(images):
    return images.reshape(-1, 28, 28, 1).astype("float32") / 255
