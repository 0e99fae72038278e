"""A tensor is returned, scaled by a layer."""

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    return augmentation(layers.Rescaling(1 / 255)(tf.stack([image] * count)), training=True)
