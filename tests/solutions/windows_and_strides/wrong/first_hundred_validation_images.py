"""Measures on the first 100 validation images only.

caught by: test_accuracy_is_measured_on_validation_images
"""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows = []
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            model.fit(training[0], training[1], epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            accuracy = model.evaluate(validation[0][:100], validation[1][:100], verbose=0)[1]
            rows.append(
                {
                    "configuration": configuration,
                    "seed": seed,
                    "parameters": model.count_params(),
                    "validation_accuracy": accuracy,
                    "seconds": seconds,
                }
            )
    return rows
