"""Predictions for other sizes than the lecture's are remembered, without the units: other units get the old numbers.

caught by: test_no_prediction_is_remembered
"""

# %% predict_layers
known = {}

def predict_layers(size=28, pooling=True, units=64):
    if size == 28 or (size, pooling) not in known:
        sides, parameters, channels = [], [], 1
        for layer, filters in enumerate([32, 64, 64]):
            sides.append((sides[-1] if sides else size) - 2)
            parameters.append((9 * channels + 1) * filters)
            channels = filters
            if pooling and layer < 2:
                sides.append(sides[-1] // 2)
        features = sides[-1] ** 2 * channels
        parameters += [(features + 1) * units, (units + 1) * 10]
        known[size, pooling] = {"sides": sides, "features": features, "parameters": parameters}
    return known[size, pooling]
