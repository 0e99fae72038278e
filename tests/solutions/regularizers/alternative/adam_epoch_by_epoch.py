"""Adam, one call of fit for each epoch, and a dictionary as result.
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile("adam", keras.losses.BinaryCrossentropy(), metrics=["accuracy", keras.metrics.BinaryCrossentropy("bce")])
    curves = {}
    for _ in range(epochs):
        epoch = model.fit(x_train, y_train.reshape(-1, 1), batch_size=64, validation_data=(x_val, y_val.reshape(-1, 1)), verbose=0)
        for name, values in epoch.history.items():
            curves.setdefault(name, []).extend(values)
    return curves
