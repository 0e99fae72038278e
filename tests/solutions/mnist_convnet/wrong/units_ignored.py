"""The dense layer always has 64 units.

caught by: test_no_prediction_is_remembered, test_parameters_follow_from_the_sides
"""

# %% predict_layers
def predict_layers(size=28, pooling=True, units=64):
    sides, parameters, channels = [], [], 1
    for layer, filters in enumerate([32, 64, 64]):
        size = size - 2
        sides.append(size)
        parameters.append((3 * 3 * channels + 1) * filters)
        channels = filters
        if pooling and layer < 2:
            size = size // 2
            sides.append(size)
    features = size * size * channels
    parameters += [(features + 1) * 64, (64 + 1) * 10]
    return {"sides": sides, "features": features, "parameters": parameters}
