"""One model for all seeds of a configuration: it keeps learning where the last run stopped.

caught by: test_each_run_trains_a_new_model, test_a_run_does_not_depend_on_earlier_runs
"""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows = []
    for configuration in configurations:
        keras.utils.set_random_seed(seeds[0])
        model = build(configuration)
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            model.fit(*training, epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            _, accuracy = model.evaluate(*validation, verbose=0)
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
