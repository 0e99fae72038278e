"""The accuracy is the best one of all epochs, not that after the last.

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
            fitted = model.fit(*training, epochs=epochs, validation_data=validation, verbose=0)
            seconds = time.perf_counter() - start
            accuracy = max(fitted.history["val_accuracy"])
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
