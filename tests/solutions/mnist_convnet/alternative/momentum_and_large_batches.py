"""Gradient descent with momentum; the history's dictionary is returned."""

# %% train
def train(model, images, labels, epochs=5):
    optimizer = keras.optimizers.SGD(learning_rate=0.05, momentum=0.9)
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile(optimizer, loss, metrics=[keras.metrics.SparseCategoricalAccuracy()])
    return model.fit(images, labels, 128, epochs, verbose=0).history
