"""The images are prepared again.

caught by: test_block_5_moves, test_fine_tuning_uses_all_images
"""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    model.compile(keras.optimizers.Adam(head_rate / 10), loss="binary_crossentropy")
    model.fit(preprocess_input(images.copy()), labels, epochs=epochs, batch_size=20, verbose=0)
    return model
