"""NumPy arrays and numbers instead of lists and ints."""

# %% predict_layers
def predict_layers(size=28, pooling=True, units=64):
    half = 2 if pooling else 1
    one = size - 2
    two = one // half - 2
    three = two // half - 2
    sides = np.array([one, one // 2, two, two // 2, three] if pooling else [one, two, three])
    features = np.float64(three**2 * 64)
    inputs = np.array([9, 9 * 32, 9 * 64, features, units])
    return {"sides": sides, "features": features, "parameters": (inputs + 1) * [32, 64, 64, units, 10]}
