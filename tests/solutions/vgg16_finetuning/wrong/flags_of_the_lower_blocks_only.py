"""Only the flags below block 5 are set: a base that was frozen layer by layer stays frozen.

caught by: test_block_5_moves
"""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        if not layer.name.startswith("block5"):
            layer.trainable = False
    model.compile(keras.optimizers.Adam(head_rate / 10), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
