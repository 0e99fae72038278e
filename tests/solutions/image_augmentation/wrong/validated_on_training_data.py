"""The training data are the validation data.

caught by: test_validation_figures_are_of_the_validation_data
"""

# %% train
def train(model, training, validation, epochs):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(training, validation_data=training, epochs=epochs, shuffle=False, verbose=0)
