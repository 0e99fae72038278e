"""Augmentations of the grader's making, each with one effect that is easy to tell."""

import keras


def mirror() -> keras.Model:
    """An augmentation of the grader's that keeps all values of an image."""
    return keras.Sequential([keras.Input((6, 6, 3)), keras.layers.RandomFlip("horizontal", name="flip")], name="mirror")


def dimmer() -> keras.Model:
    """An augmentation of the grader's that mirrors, and halves all values: twice makes a quarter."""
    steps = [keras.layers.RandomFlip("horizontal", name="flip"), keras.layers.Rescaling(0.5, name="dim")]
    return keras.Sequential([keras.Input((6, 6, 3)), *steps], name="dimmer")


def mover() -> keras.Model:
    """An augmentation of the grader's that hardly ever gives the same image twice, and keeps an even colour."""
    layer = keras.layers.RandomTranslation(0.4, 0.4, fill_mode="nearest", name="move")
    return keras.Sequential([keras.Input((6, 6, 3)), layer], name="mover")


def holes() -> keras.Model:
    """An augmentation of the grader's that acts only if it is told that this is training: some values become 0."""
    layer = keras.layers.Dropout(0.1, name="holes")
    return keras.Sequential([keras.Input((6, 6, 3)), layer], name="with_holes")
