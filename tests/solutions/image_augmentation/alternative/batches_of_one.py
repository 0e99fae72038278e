"""Each image is augmented in a batch of one; versions come from a repeated dataset."""

# %% make_datasets
import tensorflow as tf


def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def scale(image, label):
        return tf.cast(image, tf.float32) * (1 / 255), label

    def change(image, label):
        return augmentation(image[tf.newaxis], training=True)[0], label

    training = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train) + 1)
    training = training.map(scale)
    if augmentation:
        training = training.map(change)
    validation = tf.data.Dataset.from_tensor_slices((x_validation, y_validation)).map(scale)
    return [training.batch(batch_size), validation.batch(batch_size)]


# %% augmented_versions
import numpy as np
import tensorflow as tf


def augmented_versions(image, augmentation, count=9):
    single = np.asarray(image)[np.newaxis] / 255
    copies = tf.data.Dataset.from_tensors(single.astype("float32")).repeat(count)
    return tf.concat([augmentation(copy, training=True) for copy in copies], axis=0)
