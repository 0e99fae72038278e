"""One version, repeated.

caught by: test_each_version_has_random_numbers_of_its_own
"""

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    version = augmentation(image[np.newaxis].astype("float32") / 255, training=True)
    return np.repeat(np.asarray(version), count, axis=0)
