"""Plain gradient descent with momentum, on float labels.
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="binary_crossentropy", metrics=[keras.metrics.BinaryCrossentropy(name="bce")])
    return model.fit(x_train, np.expand_dims(y_train, 1).astype("float32"), epochs=epochs, batch_size=64, validation_data=(x_val, y_val[:, None]), verbose=0)
