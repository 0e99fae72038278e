"""A new head replaces the trained one.

caught by: test_fine_tuning_goes_on_from_the_trained_head
"""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    new = [layers.Flatten(), layers.Dense(12, activation="relu"), layers.Dense(1, activation="sigmoid")]
    model = keras.Sequential([keras.Input(base.input_shape[1:]), base, *new])
    model.compile(keras.optimizers.Adam(head_rate / 10), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model
