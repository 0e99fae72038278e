"""The deck's loop with a flag, RMSprop with 1e-5."""

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    set_trainable = False
    for layer in base.layers:
        if layer.name == "block5_conv1":
            set_trainable = True
        layer.trainable = set_trainable
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.RMSprop(learning_rate=1e-5), metrics=["acc"])
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model
