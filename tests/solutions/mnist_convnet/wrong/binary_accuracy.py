"""The accuracy is the binary one over all ten outputs, which starts at 0.9.

caught by: test_history_covers_the_asked_epochs
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(
        optimizer="rmsprop",
        loss="categorical_crossentropy",
        metrics=[keras.metrics.BinaryAccuracy(name="accuracy")],
    )
    return model.fit(images, keras.utils.to_categorical(labels, 10), epochs=epochs, batch_size=64, verbose=0)
