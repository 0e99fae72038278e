"""The functional API, NumPy integers, arrays and tuples instead of lists."""

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = np.zeros(configuration["depth"], int)
    for number in range(len(sides)):
        free = configuration["window"] - 1 if configuration["padding"] == "valid" else 0
        size = np.ceil((size - free) / configuration["stride"])
        sides[number] = size
    return sides

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    images = keras.Input((size, size, image_channels), name="images")
    signal, window = images, (configuration["window"],) * 2
    for _ in range(configuration["depth"]):
        signal = layers.Conv2D(configuration["channels"], window, configuration["stride"], configuration["padding"])(signal)
        signal = layers.ReLU()(signal)
    scores = layers.Dense(classes)(layers.Reshape((-1,))(signal))
    return keras.Model(images, layers.Softmax()(scores))

# %% one_at_a_time
def one_at_a_time(base, choices):
    found = (dict(base),)
    for entry in sorted(choices, reverse=True):
        for value in choices[entry]:
            changed = {name: value if name == entry else old for name, old in base.items()}
            if changed not in found:
                found += (changed,)
    return found

# %% results_table
def results_table(rows):
    groups = {}
    for row in rows:
        groups.setdefault(tuple(sorted(row["configuration"].items())), []).append(row)
    table = []
    for runs in groups.values():
        accuracies = np.array([run["validation_accuracy"] for run in runs])
        entry = dict(runs[0], validation_accuracy=accuracies.mean(), spread=np.ptp(accuracies), runs=len(runs))
        entry["seconds"] = np.mean([run["seconds"] for run in runs])
        table.append(entry)
    return table

# %% choose_best
def choose_best(table):
    highest = max(entry["validation_accuracy"] for entry in table)
    return min((e for e in table if e["validation_accuracy"] == highest), key=lambda e: e["parameters"])["configuration"]

# %% pareto_front
def pareto_front(table):
    parameters = np.array([entry["parameters"] for entry in table])
    accuracies = np.array([entry["validation_accuracy"] for entry in table])
    kept = []
    for index in np.argsort(parameters, kind="stable"):
        no_worse = (parameters <= parameters[index]) & (accuracies >= accuracies[index])
        better = (parameters < parameters[index]) | (accuracies > accuracies[index])
        if not (no_worse & better).any():
            kept.append(table[index])
    return tuple(kept)
