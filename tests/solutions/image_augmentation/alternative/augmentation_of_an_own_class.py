"""The augmentation is a subclass of keras.Model; versions by keras.ops.repeat, as float64."""

# %% build_augmentation
import keras
from keras import layers


class RandomChanges(keras.Model):
    """Random layers, one after the other."""

    def __init__(self, rotation, width, height, shear, zoom, flip):
        super().__init__()
        nearest = {"fill_mode": "nearest"}
        self.flip = layers.RandomFlip("horizontal") if flip else layers.Identity()
        self.rotation = layers.RandomRotation(rotation / 360, **nearest)
        self.translation = layers.RandomTranslation(height, width, **nearest)
        self.shear = layers.RandomShear(x_factor=shear, **nearest)
        self.zoom = layers.RandomZoom(zoom, **nearest)

    def call(self, images, training=None):
        for layer in (self.flip, self.shear, self.rotation, self.zoom, self.translation):
            images = layer(images, training=training)
        return images


def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    return RandomChanges(
        rotation_range,
        width_shift_range,
        height_shift_range,
        shear_range,
        zoom_range,
        horizontal_flip,
    )


# %% augmented_versions
import numpy as np
from keras import ops


def augmented_versions(image, augmentation, count=9):
    batch = ops.repeat(ops.expand_dims(ops.cast(image, "float32") / 255, 0), count, axis=0)
    return np.asarray(augmentation(batch, training=True)).astype("float64")


# %% train
import keras


def train(model, training, validation, epochs):
    settings = {"loss": "binary_crossentropy", "metrics": ["accuracy"]}
    model.compile(optimizer=keras.optimizers.Adam(5e-4, beta_1=0.85), **settings)
    history = model.fit(
        training, shuffle=False, epochs=epochs, validation_data=validation, verbose=0
    )
    return history
