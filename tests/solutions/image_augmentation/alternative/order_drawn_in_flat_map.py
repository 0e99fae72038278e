"""The order of each pass is drawn inside flat_map; ranges as pairs; the angle in radians over two pi."""

# %% make_datasets
import tensorflow as tf


def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def ready(images, labels):
        return tf.divide(tf.cast(images, tf.float32), 255), labels

    images, labels = tf.convert_to_tensor(x_train), tf.convert_to_tensor(y_train)
    generator = tf.random.Generator.from_seed(int(tf.random.uniform((), 0, 2**30, tf.int32)))

    def one_pass(_):
        order = tf.argsort(generator.uniform((len(x_train),)))
        return tf.data.Dataset.from_tensor_slices(
            (tf.gather(images, order), tf.gather(labels, order))
        )

    training = tf.data.Dataset.from_tensors(0).flat_map(one_pass).batch(batch_size).map(ready)
    if augmentation is not None:
        training = training.map(lambda x, y: (augmentation(x, training=True), y))
    validation = tf.data.Dataset.from_tensor_slices((x_validation, y_validation))
    return training, validation.batch(batch_size).map(ready).cache()


# %% build_augmentation
import math

from keras import layers, models


def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    angle = math.radians(rotation_range) / (2 * math.pi)
    up, side = height_shift_range, width_shift_range
    return models.Sequential(
        [
            layers.RandomTranslation((-up, up), (-side, side), fill_mode="nearest"),
            layers.RandomZoom((-zoom_range, zoom_range), (-zoom_range, zoom_range), "nearest"),
            layers.RandomRotation(angle, "nearest"),
            layers.RandomShear(shear_range, 0.0, fill_mode="nearest"),
        ]
        + [layers.RandomFlip("horizontal")] * bool(horizontal_flip)
    )
