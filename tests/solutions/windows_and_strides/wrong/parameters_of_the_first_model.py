"""The parameters are counted once, for the first model.

caught by: test_rows_describe_their_runs
"""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows, parameters = [], None
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            model.fit(*training, epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            _, accuracy = model.evaluate(*validation, verbose=0)
            parameters = parameters or model.count_params()
            row = {"configuration": configuration, "seed": seed, "parameters": parameters}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
