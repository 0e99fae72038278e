"""histogram2d counts, sides and parameters are written down as formulas."""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    edges = np.arange(11) - 0.5
    counts, _, _ = np.histogram2d(labels, predictions, bins=(edges, edges))
    return counts.astype(int)

# %% losses
def losses(probabilities, labels):
    picked = probabilities[range(len(labels)), labels]
    return np.negative(np.log(np.fmax(picked, 1e-7)))

# %% predict_layers
def predict_layers(size=28, pooling=True, units=64):
    if pooling:
        first = size - 2
        second = first // 2
        third = second - 2
        fourth = third // 2
        sides = [first, second, third, fourth, fourth - 2]
    else:
        sides = [size - 2 * k for k in (1, 2, 3)]
    features = sides[-1] * sides[-1] * 64
    weights = np.array([9 * 1 * 32, 9 * 32 * 64, 9 * 64 * 64, features * units, units * 10])
    biases = np.array([32, 64, 64, units, 10])
    return {"sides": sides, "features": features, "parameters": (weights + biases).tolist()}
