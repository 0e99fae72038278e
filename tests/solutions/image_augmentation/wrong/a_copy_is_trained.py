"""A copy of the model is trained.

caught by: test_model_learns_from_what_it_is_given, test_loss_is_the_cross_entropy
"""

# %% train
def train(model, training, validation, epochs):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    model = copy
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(training, validation_data=validation, epochs=epochs, shuffle=False, verbose=0)
