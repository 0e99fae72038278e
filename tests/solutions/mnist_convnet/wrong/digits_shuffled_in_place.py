"""Images and labels are shuffled together, but in place.

caught by: test_training_keeps_its_images_and_labels
"""

# %% train
def train(model, images, labels, epochs=5):
    order = np.random.permutation(len(images))
    images[:], labels[:] = images[order], labels[order]
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
