"""The convolutions are a model inside a functional one; np.ix_ moves the image; AdamW."""

# %% shift_image
import numpy as np


def shift_image(image, down, right):
    rows, columns = (
        np.clip(np.arange(size) - by, 0, size - 1)
        for size, by in zip(image.shape[:2], (down, right))
    )
    return image[np.ix_(rows, columns)]


# %% build_convnet
import keras


def build_convnet(image_size=150, dropout=0.5):
    def block(filters):
        return [keras.layers.Conv2D(filters, 3, activation="relu"), keras.layers.MaxPooling2D(2)]

    base = keras.Sequential(
        [keras.Input((image_size, image_size, 3)), *block(32), *block(64), *block(128), *block(128)]
    )
    photo = keras.Input((image_size, image_size, 3))
    features = keras.layers.Flatten()(base(photo))
    kept = keras.layers.Dropout(dropout)(features)
    hidden = keras.layers.Dense(512, "relu")(kept)
    return keras.Model(photo, keras.layers.Dense(1, "sigmoid")(hidden))


# %% train
import keras


def train(model, training, validation, epochs):
    model.compile(
        optimizer=keras.optimizers.AdamW(5e-4, weight_decay=1e-4),
        loss=keras.losses.binary_crossentropy,
        metrics=[keras.metrics.BinaryAccuracy("accuracy")],
    )
    return model.fit(training, epochs=epochs, validation_data=validation, shuffle=False, verbose=2)
