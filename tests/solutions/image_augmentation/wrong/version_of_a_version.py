"""Each version is made from the last one instead of the image.

caught by: test_versions_are_scaled_once
"""

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    current = image[np.newaxis].astype("float32") / 255
    versions = []
    for _ in range(count):
        current = np.asarray(augmentation(current, training=True))
        versions.append(current[0])
    return np.stack(versions)
