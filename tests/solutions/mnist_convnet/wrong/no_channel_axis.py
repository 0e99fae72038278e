"""The images keep their three axes.

caught by: test_images_get_a_channel_axis
"""

# %% prepare_images
def prepare_images(images):
    return images.astype("float32") / 255
