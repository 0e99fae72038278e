"""One-hot labels with binary_crossentropy, which runs without complaint.

caught by: test_loss_is_the_cross_entropy
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(images, keras.utils.to_categorical(labels, 10), epochs=epochs, batch_size=64, verbose=0)
