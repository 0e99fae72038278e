"""Only the convolutions of the base are frozen.

caught by: test_base_keeps_its_weights
"""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    for layer in base.layers:
        if "conv" in layer.name:
            layer.trainable = False
    model = keras.Sequential(
        [keras.Input(base.input_shape[1:]), base, layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model
