"""Training stops by the test photos of the notebook.

caught by: test_block_5_moves, test_lower_blocks_stay, test_head_is_trained_too, test_rate_is_lowered, test_fine_tuning_goes_on_from_the_trained_head, test_fine_tuning_uses_all_images, test_fine_tuning_lasts_for_all_epochs
"""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    model.compile(keras.optimizers.Adam(head_rate / 10), loss="binary_crossentropy")
    stop = keras.callbacks.EarlyStopping(patience=1, restore_best_weights=True)
    model.fit(images, labels, epochs=epochs, validation_data=(x_test, test_labels), callbacks=[stop], verbose=0)
    return model
