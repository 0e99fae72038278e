"""A fifth of the images is kept for validation, and never learned from.

caught by: test_all_images_are_trained_on
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0, validation_split=0.2)
