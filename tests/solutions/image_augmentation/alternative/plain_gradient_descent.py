"""Plain gradient descent at Keras' default rate."""

# %% train
def train(model, training, validation, epochs):
    model.compile(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(training.prefetch(2), validation_data=validation, epochs=epochs, verbose=0)
