"""The loop over the epochs begins with 1, so one is missing.

caught by: test_head_trains_for_all_epochs
"""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    model = keras.Sequential(
        [keras.Input(base.input_shape[1:]), base, layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    for _ in range(1, epochs):
        model.fit(images, labels, verbose=0)
    return model
