"""A training loop of its own with GradientTape."""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    import tensorflow as tf

    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    optimizer, loss = keras.optimizers.Adam(head_rate / 10), keras.losses.BinaryCrossentropy()
    for _ in range(epochs):
        for start in range(0, len(images), 32):
            with tf.GradientTape() as tape:
                value = loss(labels[start : start + 32].reshape(-1, 1), model(images[start : start + 32], training=True))
            variables = model.trainable_variables
            optimizer.apply_gradients(zip(tape.gradient(value, variables), variables))
    return model
