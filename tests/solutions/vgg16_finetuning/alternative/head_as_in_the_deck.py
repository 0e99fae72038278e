"""The deck's way: an empty Sequential, the base first, frozen layer by layer."""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    for layer in base.layers:
        layer.trainable = False
    model = keras.Sequential()
    model.add(base)
    model.add(layers.Flatten())
    model.add(layers.Dense(256, activation="relu"))
    model.add(layers.Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.RMSprop(learning_rate=rate), metrics=["acc"])
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
