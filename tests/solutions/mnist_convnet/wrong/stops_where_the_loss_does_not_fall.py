"""Training stops where the loss does not fall any more.

caught by: test_history_covers_the_asked_epochs
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=5)
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0, callbacks=[stop])
