"""A tenth of the images is held out.

caught by: test_head_uses_all_images
"""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    model = keras.Sequential(
        [keras.Input(base.input_shape[1:]), base, layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    kept = int(0.9 * len(images))
    model.fit(images[:kept], labels[:kept], epochs=epochs, verbose=0)
    return model
