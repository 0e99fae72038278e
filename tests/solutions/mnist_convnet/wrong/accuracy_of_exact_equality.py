"""The metric counts outputs that are exactly 0 or 1, as in the one-hot vector.

caught by: test_history_covers_the_asked_epochs
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile("adam", "categorical_crossentropy", metrics=[keras.metrics.Accuracy()])
    return model.fit(images, keras.utils.to_categorical(labels, 10), epochs=epochs, verbose=0)
