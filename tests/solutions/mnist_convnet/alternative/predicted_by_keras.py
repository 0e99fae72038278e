"""Keras is asked instead of a formula."""

# %% predict_layers
def predict_layers(size=28, pooling=True, units=64):
    steps = [layers.Conv2D(32, 3), layers.MaxPooling2D(2), layers.Conv2D(64, 3), layers.MaxPooling2D(2), layers.Conv2D(64, 3)]
    if not pooling:
        steps = steps[::2]
    model = keras.Sequential([keras.Input((size, size, 1)), *steps, layers.Flatten(), layers.Dense(units), layers.Dense(10)])
    sides = [layer.output.shape[1] for layer in steps]
    counts = [layer.count_params() for layer in model.layers if layer.weights]
    return {"sides": sides, "features": model.layers[-3].output.shape[1], "parameters": counts}
