"""The learning rate halves after each epoch.

caught by: test_optimizer_is_adam_with_the_learning_rate
"""

# %% run_sweep
def run_sweep(
    configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005
):
    rows = []
    batches = -(-len(training[0]) // 32)
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            rate = keras.optimizers.schedules.ExponentialDecay(learning_rate, batches, 0.5)
            model.compile(
                keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"]
            )
            start = time.perf_counter()
            model.fit(*training, epochs=epochs, batch_size=32, verbose=0)
            seconds = time.perf_counter() - start
            rows.append({
                "configuration": configuration,
                "seed": seed,
                "parameters": model.count_params(),
                "validation_accuracy": model.evaluate(*validation, verbose=0)[1],
                "seconds": seconds,
            })
    return rows
