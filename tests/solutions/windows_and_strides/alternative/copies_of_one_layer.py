"""Each further convolution is rebuilt from the configuration of the first one; the runs are filled into prepared rows; removal instead of selection for the front."""

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    pattern = layers.Conv2D(
        configuration["channels"],
        configuration["window"],
        configuration["stride"],
        padding=configuration["padding"],
        activation="relu",
    )
    settings = pattern.get_config()
    settings.pop("name")
    x = image = layers.Input((size, size, image_channels))
    for _ in range(configuration["depth"]):
        x = layers.Conv2D.from_config(settings)(x)
    x = layers.Flatten()(x)
    return keras.Model(image, layers.Dense(classes, "softmax")(x))

# %% run_sweep
def run_sweep(
    configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005
):
    rows = [{"configuration": c, "seed": s} for c in configurations for s in seeds]
    for row in rows:
        keras.utils.set_random_seed(row["seed"])
        model = build(row["configuration"])
        model.compile(keras.optimizers.Adam(learning_rate), keras.losses.sparse_categorical_crossentropy)
        row["parameters"] = model.count_params()
        row["seconds"] = -time.perf_counter()
        model.fit(*training, epochs=epochs, verbose=0)
        row["seconds"] += time.perf_counter()
        hits, images, labels = 0, *validation
        for first in range(0, len(labels), 256):
            scores = np.asarray(model(images[first : first + 256], training=False))
            hits += int(np.sum(scores.argmax(axis=1) == labels[first : first + 256]))
        row["validation_accuracy"] = hits / len(labels)
    return rows

# %% pareto_front
def pareto_front(table):
    front = list(table)
    for other in table:
        front = [
            entry
            for entry in front
            if entry["parameters"] < other["parameters"]
            or entry["validation_accuracy"] > other["validation_accuracy"]
            or (entry["parameters"], entry["validation_accuracy"])
            == (other["parameters"], other["validation_accuracy"])
        ]
    return sorted(front, key=lambda entry: entry["parameters"])
