"""Functional models that output logits, and a loss that is told so."""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    image = keras.Input(shape=(28, 28, 1), name="image")
    x = layers.Conv2D(32, 3, activation="relu")(image)
    if pooling:
        x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(64, 3, activation="relu")(x)
    if pooling:
        x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(64, 3, activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(units, activation="relu")(x)
    return keras.Model(image, layers.Dense(10, name="logits")(x))

# %% train
def train(model, images, labels, epochs=5):
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model.fit(images, labels, batch_size=64, epochs=epochs, verbose=0)

# %% build_dense
def build_dense():
    image = keras.Input(shape=(28, 28, 1))
    hidden = layers.Dense(512, activation="relu")(layers.Flatten()(image))
    return keras.Model(inputs=image, outputs=layers.Dense(10)(hidden))
