"""One image at a time, scaled afterwards, a list of tensors."""

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    return np.stack([augmentation(image[np.newaxis].astype(float), training=True)[0] / 255 for _ in range(count)])
