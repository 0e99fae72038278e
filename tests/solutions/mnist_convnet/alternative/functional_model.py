"""The functional API, activations as layers behind the pooling."""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    images = keras.Input((28, 28, 1))
    signal = images
    for index, filters in enumerate((32, 64, 64)):
        signal = layers.Conv2D(filters, (3, 3))(signal)
        if pooling and index < 2:
            signal = layers.MaxPool2D()(signal)
        signal = layers.ReLU()(signal)
    signal = layers.Flatten()(signal)
    signal = layers.Dense(units, activation="relu")(signal)
    return keras.Model(images, layers.Softmax()(layers.Dense(10)(signal)))
