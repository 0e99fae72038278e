"""The validation data are the training reviews.

caught by: test_metric_leaves_the_penalty_out, test_loss_is_cross_entropy_and_penalty
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=[keras.metrics.BinaryCrossentropy(name="bce")])
    return model.fit(x_train, y_train[:, None], epochs=epochs, batch_size=64, validation_data=(x_train, y_train[:, None]), verbose=0)
