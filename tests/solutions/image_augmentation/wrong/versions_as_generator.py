"""A generator is returned.

caught by: test_versions_are_scaled_once, test_each_version_has_random_numbers_of_its_own
"""

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    return (augmentation(image[np.newaxis] / 255, training=True)[0] for _ in range(count))
