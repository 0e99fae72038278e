"""An own sequence of batches in NumPy, in a new order in each pass."""

# %% make_datasets
class Batches:
    def __init__(self, images, labels, size, augmentation=None, shuffled=False):
        self.images, self.labels, self.size = images, labels, size
        self.augmentation, self.shuffled = augmentation, shuffled

    def __iter__(self):
        order = np.random.permutation(len(self.images)) if self.shuffled else np.arange(len(self.images))
        for first in range(0, len(order), self.size):
            chosen = order[first : first + self.size]
            images = self.images[chosen].astype("float32") / 255
            if self.augmentation is not None:
                images = self.augmentation(images, training=True)
            yield images, self.labels[chosen]


def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    training = Batches(x_train, y_train, batch_size, augmentation, shuffled=True)
    return training, Batches(x_validation, y_validation, batch_size)
