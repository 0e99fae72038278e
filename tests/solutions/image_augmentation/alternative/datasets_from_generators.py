"""Pipelines from Python generators that shuffle with NumPy; a Sequential model filled by add()."""

# %% make_datasets
import numpy as np
import tensorflow as tf


def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    x_train, y_train = np.array(x_train), np.array(y_train)
    x_validation, y_validation = np.array(x_validation), np.array(y_validation)

    def batches(images, labels, shuffled):
        def generate():
            order = np.random.permutation(len(images)) if shuffled else np.arange(len(images))
            for start in range(0, len(order), batch_size):
                chosen = order[start : start + batch_size]
                yield images[chosen].astype("float32") / np.float32(255), labels[chosen]

        signature = (
            tf.TensorSpec((None, *images.shape[1:]), tf.float32),
            tf.TensorSpec((None,), labels.dtype),
        )
        return tf.data.Dataset.from_generator(generate, output_signature=signature)

    training = batches(x_train, y_train, True)
    if augmentation is not None:
        training = training.map(lambda images, labels: (augmentation(images, training=True), labels))
    return training, batches(x_validation, y_validation, False)


# %% build_convnet
import keras
from keras import layers


def build_convnet(image_size=150, dropout=0.5):
    model = keras.Sequential()
    model.add(keras.Input((image_size, image_size, 3)))
    for filters in (32, 64, 128, 128):
        model.add(layers.Convolution2D(filters, kernel_size=3, activation=keras.activations.relu))
        model.add(layers.MaxPool2D())
    model.add(layers.Flatten())
    model.add(layers.Dropout(rate=dropout))
    model.add(layers.Dense(units=512))
    model.add(layers.Activation("relu"))
    model.add(layers.Dense(units=1))
    model.add(layers.Activation("sigmoid"))
    return model
