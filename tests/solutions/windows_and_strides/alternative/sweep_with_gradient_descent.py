"""Plain gradient descent with momentum; the history's last validation accuracy."""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=3):
    rows = []
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer=keras.optimizers.SGD(0.02, momentum=0.9), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            history = model.fit(*training, validation_data=validation, epochs=epochs, verbose=0).history
            seconds = time.perf_counter() - start
            accuracy = history["val_accuracy"][-1]
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
