"""All options as one projective transform of TensorFlow for each image, with a tf.random.Generator."""

# %% build_augmentation
import math

import tensorflow as tf


def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    generator = tf.random.Generator.from_seed(int(tf.random.uniform((), 0, 2**31 - 1, tf.int32)))

    def augmentation(images, training=True):
        images = tf.convert_to_tensor(images)
        if not training:
            return images
        shape = tf.shape(images)
        count = shape[0]
        height, width = tf.cast(shape[1], tf.float32), tf.cast(shape[2], tf.float32)
        middle_x, middle_y = (width - 1) / 2, (height - 1) / 2

        def draw(largest):
            return generator.uniform((count,), -1.0, 1.0) * largest

        angle = draw(rotation_range * math.pi / 180)
        scale = 1 / (1 + draw(zoom_range))
        shear = draw(shear_range)
        move_x, move_y = draw(width_shift_range) * width, draw(height_shift_range) * height
        mirror = tf.ones((count,))
        if horizontal_flip:
            mirror = tf.where(generator.uniform((count,)) < 0.5, -1.0, 1.0)
        cos, sin = tf.cos(angle) * scale, tf.sin(angle) * scale
        # where a pixel of the result comes from: rotation and zoom, then shear, then mirror
        a, b = (cos + shear * sin) * mirror, (-sin + shear * cos) * mirror
        c, d = sin, cos
        x0 = middle_x - a * (middle_x + move_x) - b * (middle_y + move_y)
        y0 = middle_y - c * (middle_x + move_x) - d * (middle_y + move_y)
        zero = tf.zeros((count,))
        return tf.raw_ops.ImageProjectiveTransformV3(
            images=images,
            transforms=tf.stack([a, b, x0, c, d, y0, zero, zero], axis=1),
            output_shape=shape[1:3],
            fill_value=0.0,
            interpolation="BILINEAR",
            fill_mode="NEAREST",
        )

    return augmentation


# %% augmented_versions
import numpy as np


def augmented_versions(image, augmentation, count=9):
    scaled = np.asarray(image, dtype=np.float32) / 255.0
    batch = np.broadcast_to(scaled, (count, *scaled.shape))
    return augmentation(np.ascontiguousarray(batch), training=True)
