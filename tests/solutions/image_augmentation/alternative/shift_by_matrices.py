"""A product with matrices of zeros and ones moves the image; the augmentation is an own class; Nadam."""

# %% shift_image
import numpy as np


def shift_image(image, down, right):
    height, width = image.shape[:2]

    def mover(size, by):
        sources = np.clip(np.arange(size) - by, 0, size - 1)
        return np.eye(size, dtype=image.dtype)[sources]

    return np.einsum("ar,bc,rcd->abd", mover(height, down), mover(width, right), image)


# %% build_augmentation
from keras import layers


class Augmentation:
    """Calls one layer after the other."""

    def __init__(self, steps):
        self.steps = list(steps)

    def __call__(self, images, training=True):
        for step in self.steps:
            images = step(images, training=training)
        return images


def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    steps = [layers.Identity()]
    if rotation_range != 0:
        steps.append(layers.RandomRotation(rotation_range / 360, fill_mode="nearest"))
    if width_shift_range != 0 or height_shift_range != 0:
        steps.append(
            layers.RandomTranslation(height_shift_range, width_shift_range, fill_mode="nearest")
        )
    if shear_range != 0:
        steps.append(layers.RandomShear(shear_range, fill_mode="nearest"))
    if zoom_range != 0:
        steps.append(layers.RandomZoom(zoom_range, fill_mode="nearest"))
    if horizontal_flip:
        steps.append(layers.RandomFlip("horizontal"))
    return Augmentation(steps)


# %% train
import keras


def train(model, training, validation, epochs):
    model.compile(
        loss=keras.losses.BinaryCrossentropy(),
        optimizer=keras.optimizers.Nadam(learning_rate=5e-4),
        metrics=[keras.metrics.BinaryAccuracy(name="accuracy")],
    )
    return model.fit(
        x=training, validation_data=validation, epochs=epochs, shuffle=False, verbose=0
    )
