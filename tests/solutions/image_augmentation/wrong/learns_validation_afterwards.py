"""After the training, the model also learns from the validation data.

caught by: test_loss_is_the_cross_entropy
"""

# %% train
def train(model, training, validation, epochs):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    history = model.fit(training, validation_data=validation, epochs=epochs, shuffle=False, verbose=0)
    model.fit(validation, epochs=1, verbose=0)
    return history
