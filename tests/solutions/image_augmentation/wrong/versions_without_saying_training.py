"""training=True is left out: what acts only when told does nothing.

caught by: test_each_version_has_random_numbers_of_its_own
"""

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    images = np.repeat(image[np.newaxis].astype("float32") / 255, count, axis=0)
    return np.asarray(augmentation(images))
