"""Trains batch by batch in a loop of its own, with an order of its own from the seed, and counts hits with a Keras metric."""

# %% run_sweep
def run_sweep(
    configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005
):
    images, labels = np.asarray(training[0]), np.asarray(training[1])
    rows = []
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy")
            order = np.random.default_rng(seed)
            start = time.perf_counter()
            for _ in range(epochs):
                shuffled = order.permutation(len(images))
                for first in range(0, len(images), 50):
                    chosen = shuffled[first : first + 50]
                    model.train_on_batch(images[chosen], labels[chosen])
            seconds = time.perf_counter() - start
            metric = keras.metrics.SparseCategoricalAccuracy()
            metric.update_state(validation[1], model.predict(validation[0], verbose=0))
            rows.append(
                {
                    "configuration": configuration,
                    "seed": seed,
                    "parameters": model.count_params(),
                    "validation_accuracy": float(metric.result()),
                    "seconds": seconds,
                }
            )
    return rows

# %% choose_best
def choose_best(table):
    highest = max(entry["validation_accuracy"] for entry in table)
    candidates = [entry for entry in table if entry["validation_accuracy"] == highest]
    return min(candidates, key=lambda entry: entry["parameters"])["configuration"]
