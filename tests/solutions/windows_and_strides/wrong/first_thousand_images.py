"""Trains on the first 1,000 images only.

caught by: test_models_learn_from_all_training_images_only
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
            model.fit(training[0][:1000], training[1][:1000], epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            accuracy = model.evaluate(validation[0], validation[1], verbose=0)[1]
            rows.append(
                {
                    "configuration": configuration,
                    "seed": seed,
                    "parameters": model.count_params(),
                    "validation_accuracy": accuracy,
                    "seconds": seconds,
                }
            )
    return rows
