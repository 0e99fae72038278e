"""The channel axis stands in front, as in PyTorch.

caught by: test_images_get_a_channel_axis
"""

# %% prepare_images
def prepare_images(images):
    return images[:, np.newaxis].astype("float32") / 255
