"""The learning rate is far too small.

caught by: test_model_learns_from_what_it_is_given
"""

# %% train
def train(model, training, validation, epochs):
    model.compile(optimizer=keras.optimizers.Adam(1e-7), loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(training, validation_data=validation, epochs=epochs, shuffle=False, verbose=0)
