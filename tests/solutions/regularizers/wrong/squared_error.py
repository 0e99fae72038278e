"""The mean squared error is minimised.

caught by: test_loss_is_cross_entropy_and_penalty
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(optimizer="rmsprop", loss="mse", metrics=[keras.metrics.BinaryCrossentropy(name="bce")])
    return model.fit(x_train, y_train[:, None], epochs=epochs, batch_size=64, validation_data=(x_val, y_val[:, None]), verbose=0)
