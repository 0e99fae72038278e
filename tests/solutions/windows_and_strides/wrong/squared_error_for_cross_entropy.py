"""The loss is the mean squared error of one-hot labels.

caught by: test_loss_is_the_cross_entropy
"""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows = []
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="mean_squared_error", metrics=["accuracy"])
            start = time.perf_counter()
            model.fit(training[0], keras.utils.to_categorical(training[1], 10), epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            _, accuracy = model.evaluate(validation[0], keras.utils.to_categorical(validation[1], 10), verbose=0)
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
