"""Gradient descent by its name, on float labels, with the metric that `compile` takes as weighted.
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    metric = keras.metrics.BinaryCrossentropy(name="bce")
    model.compile(optimizer="sgd", loss="binary_crossentropy", weighted_metrics=[metric])
    labels = np.expand_dims(y_train, 1).astype("float32")
    return model.fit(x_train, labels, epochs=epochs, batch_size=64, validation_data=(x_val, y_val[:, None]), verbose=0)
