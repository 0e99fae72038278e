"""Only the first five batches are trained on.

caught by: test_validation_figures_are_of_the_validation_data
"""

# %% train
def train(model, training, validation, epochs):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(training.take(5), validation_data=validation, epochs=epochs, shuffle=False, verbose=0)
