"""The batches have 100 reviews.

caught by: test_an_epoch_is_one_round_in_batches_of_64
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    metric = keras.metrics.BinaryCrossentropy(name="bce")
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=[metric])
    return model.fit(
        x_train,
        y_train[:, np.newaxis],
        validation_data=(x_val, y_val[:, np.newaxis]),
        epochs=epochs,
        batch_size=100,
        verbose=0,
    )
