"""Convolutions without activation followed by ReLU layers, a Softmax layer at the end, tuples for window and stride."""

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    model = keras.models.Sequential(name="digits")
    model.add(layers.InputLayer(shape=(size, size, image_channels)))
    for _ in range(configuration["depth"]):
        window, stride = configuration["window"], configuration["stride"]
        model.add(
            layers.Conv2D(
                configuration["channels"], (window, window), (stride, stride), configuration["padding"]
            )
        )
        model.add(layers.ReLU())
    model.add(layers.Flatten())
    model.add(layers.Dense(classes))
    model.add(layers.Softmax())
    return model

# %% results_table
def results_table(rows):
    configurations = []
    for row in rows:
        if row["configuration"] not in configurations:
            configurations.append(row["configuration"])
    table = []
    for configuration in configurations:
        runs = [row for row in rows if row["configuration"] == configuration]
        accuracies = [run["validation_accuracy"] for run in runs]
        table.append(
            {
                "configuration": configuration,
                "parameters": runs[0]["parameters"],
                "validation_accuracy": sum(accuracies) / len(accuracies),
                "spread": max(accuracies) - min(accuracies),
                "seconds": sum(run["seconds"] for run in runs) / len(runs),
            }
        )
    return table

# %% choose_best
def choose_best(table):
    ordered = sorted(table, key=lambda entry: entry["parameters"])
    ordered.sort(key=lambda entry: entry["validation_accuracy"], reverse=True)
    return ordered[0]["configuration"]
