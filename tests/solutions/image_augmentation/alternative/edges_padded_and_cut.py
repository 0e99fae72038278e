"""Edges are padded and a window is cut out; layers from a table; max() over pairs."""

# %% shift_image
import numpy as np


def shift_image(image, down, right):
    image = np.asarray(image)
    height, width = image.shape[:2]
    a, b = abs(down), abs(right)
    padded = np.pad(image, ((a, a), (b, b), (0, 0)), mode="edge")
    return padded[a - down : a - down + height, b - right : b - right + width].copy()


# %% build_augmentation
from keras import Sequential, layers


def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    how = dict(fill_mode="nearest")
    turn = rotation_range / 360
    candidates = [
        (horizontal_flip, lambda: layers.RandomFlip(mode="horizontal")),
        (zoom_range, lambda: layers.RandomZoom((-zoom_range, zoom_range), **how)),
        (shear_range, lambda: layers.RandomShear(x_factor=shear_range, y_factor=0.0, **how)),
        (height_shift_range, lambda: layers.RandomTranslation(height_shift_range, 0.0, **how)),
        (width_shift_range, lambda: layers.RandomTranslation(0.0, width_shift_range, **how)),
        (rotation_range, lambda: layers.RandomRotation((-turn, turn), **how)),
    ]
    stack = [make() for wanted, make in candidates if wanted]
    return Sequential(stack or [layers.Identity()], name="augmentation")


# %% summarise
def summarise(history):
    pairs = [(value, -epoch) for epoch, value in enumerate(history["val_accuracy"], start=1)]
    accuracy, negative = max(pairs)
    return dict(
        gap=history["accuracy"][-1] - history["val_accuracy"][-1], accuracy=accuracy, epoch=-negative
    )
