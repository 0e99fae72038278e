"""The model's first layer is taken for the base, which is its input in a functional model.

caught by: test_block_5_moves
"""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    inside = model.layers[0]
    inside.trainable = True
    for layer in getattr(inside, "layers", []):
        layer.trainable = layer.name.startswith("block5")
    model.compile(
        optimizer=keras.optimizers.Adam(head_rate / 10),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model
