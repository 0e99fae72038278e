"""Sorts the epochs by entropy instead of searching; the other function reuses read_history."""

# %% read_history
def read_history(history):
    values = list(history["val_bce"])
    order = sorted(range(len(values)), key=values.__getitem__)
    first = order[0]
    minimum = float(values[first])
    return {
        "epoch": first + 1,
        "minimum": minimum,
        "rise": float(values[-1]) - minimum,
        "gap": float(values[-1]) - float(history["bce"][-1]),
    }

# %% choose
def choose(runs):
    readings = {name: read_history(history) for name, history in runs.items()}
    name = sorted(readings, key=lambda each: readings[each]["minimum"])[0]
    return name, readings[name]["epoch"]

# %% objective
def objective(labels, probabilities, kernels, l1=0.0, l2=0.0):
    y, p = np.asarray(labels, dtype=float), np.asarray(probabilities, dtype=float)
    entropy = -(y @ np.log(p) + (1 - y) @ np.log1p(-p)) / y.size
    for kernel in kernels:
        entropy = entropy + l1 * np.linalg.norm(np.ravel(kernel), 1)
        entropy = entropy + l2 * np.linalg.norm(kernel) ** 2
    return entropy
