"""A second model around the same layers is trained; the first one comes back."""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    outer = keras.Model(model.inputs, model.outputs)
    outer.compile(keras.optimizers.Adam(head_rate / 5), loss="binary_crossentropy")
    outer.fit(images, labels, epochs=epochs, verbose=0)
    return model
