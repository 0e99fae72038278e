"""A batch whose largest grey level is 1 is taken for a scaled one and left alone.

caught by: test_scale_does_not_depend_on_the_batch
"""

# %% prepare_images
def prepare_images(images):
    images = np.asarray(images, dtype="float32")[..., np.newaxis]
    if images.max() > 1:
        images = images / 255.0
    return images
