"""The mean squared error of one-hot labels.

caught by: test_loss_is_the_cross_entropy
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="mse", metrics=["accuracy"])
    return model.fit(images, keras.utils.to_categorical(labels, 10), epochs=epochs, batch_size=64, verbose=0)
