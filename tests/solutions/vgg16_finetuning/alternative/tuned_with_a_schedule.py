"""Gradient descent with momentum and a falling rate."""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    rate = keras.optimizers.schedules.ExponentialDecay(head_rate / 5, 100, 0.9)
    model.compile(keras.optimizers.SGD(rate, momentum=0.9), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
