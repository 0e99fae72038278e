"""Mean squared error.

caught by: test_loss_is_the_cross_entropy
"""

# %% train
def train(model, training, validation, epochs):
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model.fit(training, validation_data=validation, epochs=epochs, shuffle=False, verbose=0)
