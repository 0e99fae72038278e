"""Gradient descent with momentum, the loss as an object, the history's dictionary."""

# %% train
def train(model, training, validation, epochs):
    optimizer = keras.optimizers.SGD(0.02, momentum=0.9)
    model.compile(optimizer=optimizer, loss=keras.losses.BinaryCrossentropy(), metrics=["binary_accuracy"])
    return model.fit(training, epochs=epochs, validation_data=validation, verbose=0).history
