"""Training stops when the training loss has not become smaller for two epochs.

caught by: test_training_takes_the_asked_epochs
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    metric = keras.metrics.BinaryCrossentropy(name="bce")
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=[metric])
    return model.fit(
        x_train,
        y_train[:, np.newaxis],
        validation_data=(x_val, y_val[:, np.newaxis]),
        epochs=epochs,
        batch_size=64,
        callbacks=[keras.callbacks.EarlyStopping(monitor="loss", patience=2)],
        verbose=0,
    )
