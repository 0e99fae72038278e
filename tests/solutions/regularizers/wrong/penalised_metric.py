"""What is reported as bce is the loss, penalty included.

caught by: test_metric_leaves_the_penalty_out
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy")
    labels, validation = y_train[:, None], (x_val, y_val[:, None])
    history = model.fit(x_train, labels, epochs=epochs, batch_size=64, validation_data=validation, verbose=0)
    history.history["bce"], history.history["val_bce"] = history.history["loss"], history.history["val_loss"]
    return history
