"""Training takes the first 2,000 images at most.

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
            model.fit(training[0][:2000], training[1][:2000], epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            _, accuracy = model.evaluate(*validation, verbose=0)
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
