"""The learning rate is so small that nothing is learned.

caught by: test_given_model_learns
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(optimizer=keras.optimizers.RMSprop(1e-6), loss="binary_crossentropy", metrics=[keras.metrics.BinaryCrossentropy(name="bce")])
    return model.fit(x_train, y_train[:, None], epochs=epochs, batch_size=64, validation_data=(x_val, y_val[:, None]), verbose=0)
