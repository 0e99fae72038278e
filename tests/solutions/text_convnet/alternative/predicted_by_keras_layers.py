"""Keras' layers tell their output shapes; NumPy arrays are returned."""

# %% predict_text_convnet
def predict_text_convnet(length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5):
    convolution = layers.Conv1D(filters, window)
    shape, lengths = (1, length, dimensions), []
    for layer in (convolution, layers.MaxPooling1D(pool), layers.Conv1D(filters, window)):
        shape = layer.compute_output_shape(shape)
        if shape[1] <= 0:
            raise ValueError(f"too short: {shape}")
        lengths.append(shape[1])
    weights = [filters * (1 + window * inputs) for inputs in (dimensions, filters)]
    return {"lengths": np.array(lengths), "parameters": (words * dimensions, *weights, filters + 1)}
