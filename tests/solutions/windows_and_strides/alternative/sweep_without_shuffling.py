"""No shuffling, a batch of 16, the time of building included; all models are kept."""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows, models = [], []
    for configuration in configurations:
        for seed in seeds:
            start = time.perf_counter()
            keras.backend.clear_session()
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            model.fit(*training, epochs=epochs, verbose=0, shuffle=False, batch_size=16)
            models.append(model)
            seconds = time.perf_counter() - start
            _, accuracy = model.evaluate(*validation, verbose=0)
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
