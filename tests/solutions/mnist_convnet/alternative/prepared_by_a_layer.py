"""A Rescaling layer scales, and the result is a TensorFlow tensor."""

# %% prepare_images
def prepare_images(images):
    return layers.Rescaling(1 / 255)(keras.ops.expand_dims(images, -1))
