"""The images are divided by the largest grey level of the batch.

caught by: test_scale_does_not_depend_on_the_batch
"""

# %% prepare_images
def prepare_images(images):
    return images[..., np.newaxis].astype("float32") / np.float32(images.max())
