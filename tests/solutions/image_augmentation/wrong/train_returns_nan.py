"""NaN in the history.

caught by: test_model_learns_from_what_it_is_given, test_validation_figures_are_of_the_validation_data, test_loss_is_the_cross_entropy
"""

# %% train
def train(model, training, validation, epochs):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(training, validation_data=validation, epochs=epochs, shuffle=False, verbose=0)
    return {"loss": [float("nan")] * epochs}
