"""np.take clips by itself; a functional augmentation; a dataset of positions gathers its images."""

# %% shift_image
import numpy as np


def shift_image(image, down, right):
    rows = np.take(image, np.arange(image.shape[0]) - down, axis=0, mode="clip")
    return np.take(rows, np.arange(image.shape[1]) - right, axis=1, mode="clip")


# %% build_augmentation
import keras
from keras import layers


def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    images = keras.Input((None, None, 3))
    x = layers.RandomFlip("horizontal")(images) if horizontal_flip else images
    x = layers.RandomRotation(rotation_range / 360.0, fill_mode="nearest")(x)
    x = layers.RandomTranslation(
        height_factor=height_shift_range, width_factor=width_shift_range, fill_mode="nearest"
    )(x)
    x = layers.RandomShear(shear_range, fill_mode="nearest")(x)
    x = layers.RandomZoom(zoom_range, zoom_range, fill_mode="nearest")(x)
    return keras.Model(images, x)


# %% make_datasets
import tensorflow as tf


def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def pipeline(images, labels, training):
        images, labels = tf.constant(images), tf.constant(labels)
        count = len(images)
        places = tf.data.Dataset.range(count)
        if training:
            places = places.shuffle(count)

        def read(chosen):
            found = tf.cast(tf.gather(images, chosen), tf.float32) / 255.0
            if training and augmentation is not None:
                found = augmentation(found, training=True)
            return found, tf.gather(labels, chosen)

        return places.batch(batch_size).map(read)

    return pipeline(x_train, y_train, True), pipeline(x_validation, y_validation, False)
