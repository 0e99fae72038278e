"""The functional API, with Dropout."""

# %% build_convnet
def build_convnet(image_size=150, dropout=0.5):
    images = keras.Input((image_size, image_size, 3))
    maps = images
    for filters in (32, 64, 128, 128):
        maps = layers.MaxPool2D()(layers.ReLU()(layers.Conv2D(filters, (3, 3))(maps)))
    hidden = layers.Dense(512, activation="relu")(layers.Dropout(dropout)(layers.Flatten()(maps)))
    return keras.Model(images, layers.Activation("sigmoid")(layers.Dense(1)(hidden)))
