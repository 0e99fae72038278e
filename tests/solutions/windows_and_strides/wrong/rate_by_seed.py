"""The learning rate grows with the seed.

caught by: test_each_run_trains_a_new_model
"""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=3):
    rows = []
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer=keras.optimizers.Adam(0.001 * (1 + seed)), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            model.fit(training[0], training[1], epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            accuracy = model.evaluate(validation[0], validation[1], verbose=0)[1]
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
