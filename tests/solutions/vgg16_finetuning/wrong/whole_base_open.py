"""The whole base is unfrozen.

caught by: test_block_5_moves, test_lower_blocks_stay
"""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    model.compile(keras.optimizers.Adam(head_rate / 10), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
