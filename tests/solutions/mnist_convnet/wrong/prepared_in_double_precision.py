"""The images are float64.

caught by: test_prepared_images_are_float32
"""

# %% prepare_images
def prepare_images(images):
    return images[..., np.newaxis] / 255.0
