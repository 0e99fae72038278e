"""A part of the training reviews is the validation data.

caught by: test_metric_leaves_the_penalty_out, test_loss_is_cross_entropy_and_penalty, test_an_epoch_is_one_round_in_batches_of_64
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=[keras.metrics.BinaryCrossentropy(name="bce")])
    return model.fit(x_train, y_train[:, None], epochs=epochs, batch_size=64, validation_split=0.3, verbose=0)
