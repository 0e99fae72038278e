"""SciPy moves a map of positions; versions by tf.tile; the curve as arrays."""

# %% shift_image
import numpy as np
from scipy import ndimage


def shift_image(image, down, right):
    height, width, channels = image.shape
    places = np.arange(height * width, dtype="int64").reshape(height, width)
    places = ndimage.shift(places, (down, right), order=0, mode="nearest")
    return image.reshape(-1, channels)[places]


# %% augmented_versions
import tensorflow as tf


def augmented_versions(image, augmentation, count=9):
    scaled = tf.image.convert_image_dtype(tf.cast(image, tf.uint8), tf.float32)
    copies = tf.tile(scaled[tf.newaxis], [count, 1, 1, 1])
    return augmentation(copies, training=True)


# %% summarise
import numpy as np


def summarise(history):
    training, validation = (np.asarray(history[key]) for key in ("accuracy", "val_accuracy"))
    best = validation.argmax()
    return {"epoch": best + 1, "accuracy": validation[best], "gap": (training - validation)[-1]}
