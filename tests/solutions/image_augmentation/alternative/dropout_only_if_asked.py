"""Without dropout there is no Dropout layer; the feature extractor is a model of its own."""

# %% build_convnet
def build_convnet(image_size=150, dropout=0.5):
    base = keras.Sequential([keras.Input((image_size, image_size, 3))])
    for filters in (32, 64, 128, 128):
        base.add(layers.Conv2D(filters, 3, activation="relu"))
        base.add(layers.MaxPooling2D(2))
    base.add(layers.Flatten())
    hidden = [layers.Dropout(dropout)] if dropout else []
    hidden += [layers.Dense(512), layers.ReLU(), layers.Dense(1), layers.Activation("sigmoid")]
    return keras.Sequential([keras.Input((image_size, image_size, 3)), base, *hidden])
