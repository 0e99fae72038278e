"""An image without values above 1 is taken for scaled.

caught by: test_versions_are_scaled_once
"""

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    image = np.asarray(image).astype("float32")
    if image.max() > 1:  # not scaled yet
        image = image / 255
    return augmentation(np.stack([image] * count), training=True)
