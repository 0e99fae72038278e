"""A model that comes compiled is not compiled anew.

caught by: test_optimizer_is_adam_with_the_learning_rate
"""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows = []
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            if not model.compiled:
                model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            model.fit(*training, epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            _, accuracy = model.evaluate(*validation, verbose=0)
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
