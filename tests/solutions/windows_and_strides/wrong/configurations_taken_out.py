"""The configurations are taken out of the list of the caller.

caught by: test_run_sweep_keeps_its_arguments
"""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows = []
    while configurations:
        configuration = configurations.pop(0)
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            model.fit(*training, epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            _, accuracy = model.evaluate(*validation, verbose=0)
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
