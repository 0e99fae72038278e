"""The pipeline is cached: all epochs see the augmented images of the first.

caught by: test_each_epoch_takes_the_data_anew
"""

# %% train
def train(model, training, validation, epochs):
    model.compile(keras.optimizers.Adam(5e-4), "binary_crossentropy", metrics=["accuracy"])
    return model.fit(training.cache(), epochs=epochs, validation_data=validation, shuffle=False, verbose=0)
