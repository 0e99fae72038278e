"""np.expand_dims, and a list of images."""

# %% prepare_images
def prepare_images(images):
    return [image for image in np.float32(np.expand_dims(images, -1) / 255.0)]
