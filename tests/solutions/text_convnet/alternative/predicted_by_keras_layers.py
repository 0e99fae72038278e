"""Keras' layers tell their output shapes and parameters; NumPy arrays are returned."""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    convolution = layers.Conv1D(filters, window)
    shape, lengths = (1, length, filters), []
    for layer in (convolution, layers.MaxPooling1D(pool), layers.Conv1D(filters, window)):
        shape = layer.compute_output_shape(shape)
        if shape[1] <= 0:
            raise ValueError(f"too short: {shape}")
        lengths.append(shape[1])
    parameters = [keras.Sequential([keras.Input((inputs,)), layers.Dense(1)]).count_params() for inputs in (filters, shape[1] * filters)]
    view = next(size for size in range(1, 10_000) if (size - window + 1) // pool - window + 1 >= 1)
    return {"lengths": np.array(lengths), "view": np.int64(view), "global": parameters[0], "flatten": parameters[1]}
