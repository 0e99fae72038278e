"""affine_transform of keras.ops with a SeedGenerator; max() with itemgetter reads the curve."""

# %% build_augmentation
import math

import keras
from keras import ops


def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    seeds = keras.random.SeedGenerator(int(keras.random.randint((), 0, 2**30)))

    def augmentation(images, training=True):
        images = ops.cast(images, "float32")
        if not training:
            return images
        shape = ops.shape(images)
        count, height, width = shape[0], shape[1], shape[2]

        def draw(size):
            return keras.random.uniform((count,), -size, size, seed=seeds) if size else zero

        zero = ops.zeros((count,), "float32")
        if horizontal_flip:
            chosen = keras.random.uniform((count, 1, 1, 1), seed=seeds) < 0.5
            images = ops.where(chosen, ops.flip(images, axis=2), images)
        angle = draw(rotation_range / 180 * math.pi)
        slant = draw(shear_range)
        wide, high = 1 / (1 + draw(zoom_range)), 1 / (1 + draw(zoom_range))
        x, y = (ops.cast(width, "float32") - 1) / 2, (ops.cast(height, "float32") - 1) / 2
        shift_x = draw(width_shift_range) * ops.cast(width, "float32")
        shift_y = draw(height_shift_range) * ops.cast(height, "float32")
        a = wide * (ops.cos(angle) + slant * ops.sin(angle))
        b = wide * (-ops.sin(angle) + slant * ops.cos(angle))
        c, d = high * ops.sin(angle), high * ops.cos(angle)
        transform = ops.stack(
            [a, b, x - a * (x + shift_x) - b * (y + shift_y),
             c, d, y - c * (x + shift_x) - d * (y + shift_y), zero, zero], axis=1
        )  # fmt: skip
        return ops.image.affine_transform(
            images, transform, fill_mode="nearest", data_format="channels_last"
        )

    return augmentation


# %% summarise
from operator import itemgetter


def summarise(history):
    epoch, accuracy = max(enumerate(history["val_accuracy"], 1), key=itemgetter(1))
    last = {key: history[key][-1] for key in ("accuracy", "val_accuracy")}
    return {"epoch": epoch, "accuracy": accuracy, "gap": last["accuracy"] - last["val_accuracy"]}
