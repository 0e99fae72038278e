"""Training learns the opposite of the labels.

caught by: test_given_model_learns
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=[keras.metrics.BinaryCrossentropy(name="bce")])
    return model.fit(x_train, 1 - y_train[:, None], epochs=epochs, batch_size=64, validation_data=(x_val, y_val[:, None]), verbose=0)
