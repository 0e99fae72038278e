"""A text comes back.

caught by: test_block_5_moves, test_lower_blocks_stay, test_head_is_trained_too, test_rate_is_lowered, test_fine_tuning_goes_on_from_the_trained_head
"""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    model.compile(keras.optimizers.Adam(head_rate / 10), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
    return "done"
