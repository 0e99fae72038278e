"""The image moves recursively by one pixel; versions are augmented before they are scaled."""

# %% shift_image
import numpy as np


def shift_image(image, down, right):
    if down > 0:
        return shift_image(np.concatenate([image[:1], image[:-1]]), down - 1, right)
    if down < 0:
        return shift_image(np.concatenate([image[1:], image[-1:]]), down + 1, right)
    if right > 0:
        return shift_image(np.concatenate([image[:, :1], image[:, :-1]], axis=1), 0, right - 1)
    if right < 0:
        return shift_image(np.concatenate([image[:, 1:], image[:, -1:]], axis=1), 0, right + 1)
    return np.array(image)


# %% augmented_versions
import numpy as np


def augmented_versions(image, augmentation, count=9):
    batch = np.stack([image] * count).astype("float64").astype("float32")
    return np.asarray(augmentation(batch, training=True)) * np.float32(1 / 255)


# %% build_convnet
import keras
from keras import layers


def build_convnet(image_size=150, dropout=0.5):
    x = inputs = keras.Input(shape=(image_size, image_size, 3), name="photo")
    for number, filters in enumerate([32, 64, 128, 128], 1):
        x = layers.Conv2D(filters, (3, 3), name=f"conv{number}")(x)
        x = layers.ReLU(name=f"relu{number}")(x)
        x = layers.MaxPooling2D((2, 2), name=f"pool{number}")(x)
    x = layers.Flatten(name="features")(x)
    if dropout:
        x = layers.Dropout(dropout, name="dropout")(x)
    x = layers.Dense(512, activation="relu", name="hidden")(x)
    dog = layers.Dense(1, activation="sigmoid", name="dog")(x)
    return keras.Model(inputs, dog, name="cats_and_dogs")
