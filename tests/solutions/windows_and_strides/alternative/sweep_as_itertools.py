"""Product of configurations and seeds, Adam by its name, a tuple of rows."""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    from itertools import product

    rows = ()
    for configuration, seed in product(configurations, seeds):
        keras.utils.set_random_seed(seed)
        model = build(configuration)
        model.compile(keras.optimizers.get({"class_name": "Adam", "config": {"learning_rate": learning_rate}}), keras.losses.SparseCategoricalCrossentropy(), metrics=["acc"])
        start = time.monotonic()
        model.fit(x=training[0], y=training[1], epochs=epochs, verbose=0)
        end = time.monotonic()
        scores = model.evaluate(*validation, verbose=0, return_dict=True)
        rows += ({"configuration": configuration, "seed": seed, "parameters": np.int64(model.count_params()),
                  "validation_accuracy": np.float32(scores["acc"]), "seconds": end - start},)
    return rows
