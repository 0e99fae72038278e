"""The rate is fixed at 0.001 by the optimizer's name.

caught by: test_head_learns
"""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    model = keras.Sequential(
        [keras.Input(images.shape[1:]), base, layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile("rmsprop", loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model
