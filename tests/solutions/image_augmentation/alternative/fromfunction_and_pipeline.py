"""np.fromfunction moves the image; a function around layers.Pipeline; Nesterov momentum."""

# %% shift_image
import numpy as np


def shift_image(image, down, right):
    height, width = image.shape[:2]

    def pixel(row, column):
        row = np.minimum(np.maximum(row - down, 0), height - 1)
        column = np.minimum(np.maximum(column - right, 0), width - 1)
        return image[row, column]

    return np.fromfunction(pixel, (height, width), dtype=int)


# %% build_augmentation
from keras import layers


def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    turn = layers.RandomRotation(rotation_range / 360, fill_mode="nearest")
    sideways = layers.RandomTranslation(0.0, width_shift_range, fill_mode="nearest")
    upwards = layers.RandomTranslation(height_shift_range, 0.0, fill_mode="nearest")
    slant = layers.RandomShear(shear_range, fill_mode="nearest")
    zoom = layers.RandomZoom(zoom_range, fill_mode="nearest")
    mirror = layers.RandomFlip("horizontal") if horizontal_flip else layers.Identity()
    pipeline = layers.Pipeline([turn, sideways, upwards, slant, zoom, mirror])

    def augmentation(images, training=True):
        return pipeline(images, training=training)

    return augmentation


# %% train
import keras


def train(model, training, validation, epochs):
    optimizer = keras.optimizers.SGD(0.02, momentum=0.9, nesterov=True)
    model.compile(optimizer, loss="binary_crossentropy", metrics=("accuracy",))
    quiet = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: None)
    return model.fit(
        training, epochs=epochs, validation_data=validation, callbacks=[quiet], shuffle=False,
        verbose=0,
    )  # fmt: skip
