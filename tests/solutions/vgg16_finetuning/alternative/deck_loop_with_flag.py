"""The deck's loop with a flag, RMSprop with 1e-5, or a fifth of the head's rate."""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    set_trainable = False
    for layer in base.layers:
        if layer.name == "block5_conv1":
            set_trainable = True
        layer.trainable = set_trainable
    optimizer = keras.optimizers.RMSprop(learning_rate=min(1e-5, head_rate / 5))
    model.compile(loss="binary_crossentropy", optimizer=optimizer, metrics=["acc"])
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model
