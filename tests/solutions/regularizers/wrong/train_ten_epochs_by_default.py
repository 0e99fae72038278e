"""Without an argument it trains for 10 epochs, not 20.

caught by: test_training_takes_the_asked_epochs
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=10):
    y_train, y_val = np.asarray(y_train).reshape(-1, 1), np.asarray(y_val).reshape(-1, 1)
    metric = keras.metrics.BinaryCrossentropy(name="bce")
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=[metric])
    return model.fit(x_train, y_train, epochs=epochs, batch_size=64, validation_data=(x_val, y_val), verbose=0)
