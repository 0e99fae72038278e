"""A copy of the model is trained.

caught by: test_given_model_learns, test_metric_leaves_the_penalty_out, test_loss_is_cross_entropy_and_penalty, test_an_epoch_is_one_round_in_batches_of_64
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    copy = keras.models.clone_model(model)
    copy.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=[keras.metrics.BinaryCrossentropy(name="bce")])
    return copy.fit(x_train, y_train[:, None], epochs=epochs, batch_size=64, validation_data=(x_val, y_val[:, None]), verbose=0)
