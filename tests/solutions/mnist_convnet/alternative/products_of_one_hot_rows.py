"""Products of one-hot rows count the pairs; the sides follow by recursion."""

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    true, said = (np.eye(10, dtype=int)[np.asarray(each, dtype=int)] for each in (labels, predictions))
    return true.T @ said

# %% losses
def losses(probabilities, labels):
    of_truth = np.take_along_axis(np.asarray(probabilities), np.asarray(labels)[:, None], axis=1)
    return -np.log(np.where(of_truth < 1e-7, 1e-7, of_truth)).ravel()

# %% predict_layers
def follow(side, steps):
    if not steps:
        return []
    side = side - 2 if steps[0] == "c" else side // 2
    return [side] + follow(side, steps[1:])

def predict_layers(size=28, pooling=True, units=64):
    sides = follow(size, "cpcpc" if pooling else "ccc")
    features = 64 * sides[-1] ** 2
    inputs, outputs = [9, 9 * 32, 9 * 64, features, units], [32, 64, 64, units, 10]
    parameters = [(n + 1) * m for n, m in zip(inputs, outputs)]
    return dict(sides=sides, features=features, parameters=parameters)
