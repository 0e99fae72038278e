"""A line from trying things out is left: only the first 500 images are trained on.

caught by: test_all_images_are_trained_on
"""

# %% train
def train(model, images, labels, epochs=5):
    images, labels = images[:500], labels[:500]
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
