"""A model that is compiled already is not compiled again.

caught by: test_metric_leaves_the_penalty_out
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    """Compile the model if nobody has done it, and train it."""
    if not model.compiled:
        model.compile(
            optimizer="rmsprop",
            loss="binary_crossentropy",
            metrics=[keras.metrics.BinaryCrossentropy(name="bce")],
        )
    return model.fit(
        x_train,
        y_train.reshape(-1, 1),
        batch_size=64,
        epochs=epochs,
        validation_data=(x_val, y_val.reshape(-1, 1)),
        verbose=0,
    )
