"""Training stops if the validation loss does not fall for five epochs.

caught by: test_validation_figures_are_of_the_validation_data
"""

# %% train
def train(model, training, validation, epochs):
    model.compile(keras.optimizers.Adam(5e-4), "binary_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5)
    return model.fit(training, epochs=epochs, validation_data=validation, shuffle=False, verbose=0, callbacks=[stop])
