"""Each configuration is run with the last seed only, and the result is copied for the others.

caught by: test_each_run_trains_a_new_model
"""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows = []
    for configuration in configurations:
        keras.utils.set_random_seed(seeds[-1])
        model = build(configuration)
        model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        start = time.perf_counter()
        model.fit(*training, epochs=epochs, verbose=0)
        seconds = (time.perf_counter() - start) / len(seeds)
        _, accuracy = model.evaluate(*validation, verbose=0)
        for seed in seeds:
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
