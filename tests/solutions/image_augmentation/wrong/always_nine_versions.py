"""count is not used.

caught by: test_versions_are_scaled_once
"""

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    images = np.repeat(image[np.newaxis].astype("float32") / 255, 9, axis=0)
    return np.asarray(augmentation(images, training=True))
