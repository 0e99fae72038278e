"""What stays is copied, then the borders are filled; pooling before the ReLU, which is the same."""

# %% shift_image
import numpy as np


def shift_image(image, down, right):
    result = image.copy()
    height = image.shape[0]
    if down >= 0:
        result[down:] = image[: height - down]
        result[:down] = image[0]
    else:
        result[:down] = image[-down:]
        result[down:] = image[-1]
    moved = result.copy()
    width = image.shape[1]
    if right >= 0:
        moved[:, right:] = result[:, : width - right]
        moved[:, :right] = result[:, :1]
    else:
        moved[:, :right] = result[:, -right:]
        moved[:, right:] = result[:, -1:]
    return moved


# %% build_convnet
import keras
from keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D


def build_convnet(image_size=150, dropout=0.5):
    convolutions = []
    for filters in [32, 64] + 2 * [128]:
        convolutions += [Conv2D(filters, 3), MaxPooling2D(2), Activation("relu")]
    head = [Flatten(), Dense(512, activation="relu"), Dense(1, activation="sigmoid")]
    if dropout > 0:
        head.insert(1, Dropout(dropout))
    return keras.Sequential([Input((image_size,) * 2 + (3,)), *convolutions, *head])
