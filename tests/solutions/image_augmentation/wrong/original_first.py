"""The original is the first version.

caught by: test_versions_are_scaled_once, test_each_version_has_random_numbers_of_its_own
"""

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    images = np.repeat(image[np.newaxis].astype("float32") / 255, count, axis=0)
    return np.concatenate([images[:1], np.asarray(augmentation(images, training=True))[1:]])
