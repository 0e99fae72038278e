"""The batches have Keras' default size of 32.

caught by: test_an_epoch_is_one_round_in_batches_of_64
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    y_train, y_val = np.asarray(y_train).reshape(-1, 1), np.asarray(y_val).reshape(-1, 1)
    metric = keras.metrics.BinaryCrossentropy(name="bce")
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=[metric])
    return model.fit(x_train, y_train, epochs=epochs, batch_size=32, validation_data=(x_val, y_val), verbose=0)
