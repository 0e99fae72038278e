"""Training takes 20 epochs, whatever is asked for.

caught by: test_training_takes_the_asked_epochs
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=[keras.metrics.BinaryCrossentropy(name="bce")])
    return model.fit(x_train, y_train[:, None], epochs=20, batch_size=64, validation_data=(x_val, y_val[:, None]), verbose=0)
