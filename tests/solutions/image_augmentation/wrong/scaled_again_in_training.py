"""Images are divided by 255 once more.

caught by: test_loss_is_the_cross_entropy
"""

# %% train
def train(model, training, validation, epochs):
    def rescale(images, labels):
        return images / 255, labels

    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(training.map(rescale), validation_data=validation.map(rescale), epochs=epochs, verbose=0)
