"""The learning rate is the lecture's, also where a fifth of head_rate is less.

caught by: test_rate_is_lowered
"""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    model.compile(keras.optimizers.RMSprop(learning_rate=1e-5), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model
