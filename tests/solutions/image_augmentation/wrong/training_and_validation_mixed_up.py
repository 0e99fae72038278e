"""Trained on the validation data, validated on the training data.

caught by: test_validation_figures_are_of_the_validation_data
"""

# %% train
def train(model, training, validation, epochs):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(validation, validation_data=training, epochs=epochs, shuffle=False, verbose=0)
