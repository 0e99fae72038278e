"""The history's last validation accuracy; the learning rate is set after compile."""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows = []
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            model.optimizer.learning_rate = learning_rate
            start = time.perf_counter()
            history = model.fit(*training, validation_data=validation, epochs=epochs, verbose=0).history
            seconds = time.perf_counter() - start
            accuracy = history["val_accuracy"][-1]
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
