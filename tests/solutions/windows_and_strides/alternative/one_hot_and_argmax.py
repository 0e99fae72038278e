"""One-hot labels with as many columns as the model has outputs, categorical cross-entropy, accuracy by argmax of predict, batches of 16."""

# %% run_sweep
def accuracy_of(model, images, labels):
    scores = model.predict(images, verbose=0)
    return float((scores.argmax(axis=-1) == np.asarray(labels)).mean())

def run_sweep(
    configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005
):
    images, labels = training
    rows = []
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            targets = keras.utils.to_categorical(labels, num_classes=model.output_shape[-1])
            model.compile(keras.optimizers.Adam(learning_rate), "categorical_crossentropy")
            start = time.perf_counter()
            model.fit(images, targets, batch_size=16, epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            row = dict(configuration=configuration, seed=seed, parameters=model.count_params())
            row["validation_accuracy"] = accuracy_of(model, *validation)
            row["seconds"] = seconds
            rows.append(row)
    return rows

# %% results_table
from statistics import fmean

def results_table(rows):
    groups = {}
    for row in rows:
        groups.setdefault(frozenset(row["configuration"].items()), []).append(row)
    return [
        {
            "configuration": dict(group[0]["configuration"]),
            "parameters": group[0]["parameters"],
            "validation_accuracy": fmean(row["validation_accuracy"] for row in group),
            "spread": max(row["validation_accuracy"] for row in group)
            - min(row["validation_accuracy"] for row in group),
            "seconds": fmean(row["seconds"] for row in group),
        }
        for group in groups.values()
    ]

# %% pareto_front
def pareto_front(table):
    parameters = np.array([entry["parameters"] for entry in table])
    accuracy = np.array([entry["validation_accuracy"] for entry in table])
    no_larger = parameters[:, None] <= parameters[None, :]
    no_worse = accuracy[:, None] >= accuracy[None, :]
    better = (parameters[:, None] < parameters[None, :]) | (accuracy[:, None] > accuracy[None, :])
    beaten = np.any(no_larger & no_worse & better, axis=0)
    return [table[k] for k in np.argsort(parameters, kind="stable") if not beaten[k]]
