"""Block 5 is trained alone, the head is frozen.

caught by: test_head_is_trained_too
"""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    model.trainable = False
    model.trainable = True
    for layer in [*model.layers, *base.layers]:
        layer.trainable = layer is base or layer.name.startswith("block5")
    model.compile(keras.optimizers.Adam(head_rate / 10), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
