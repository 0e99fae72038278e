"""A model that comes compiled keeps its own loss and metrics.

caught by: test_loss_is_the_cross_entropy
"""

# %% train
def train(model, training, validation, epochs):
    if not model.compiled:
        model.compile(keras.optimizers.Adam(5e-4), "binary_crossentropy", metrics=["accuracy"])
    return model.fit(training, epochs=epochs, validation_data=validation, shuffle=False, verbose=0)
