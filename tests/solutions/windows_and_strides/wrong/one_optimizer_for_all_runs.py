"""All models share one optimizer, which Keras refuses.

caught by: test_each_run_trains_a_new_model, test_optimizer_is_adam_with_the_learning_rate, test_a_run_does_not_depend_on_earlier_runs, test_rows_describe_their_runs, test_accuracy_is_measured_on_validation_images, test_models_learn_from_all_training_images_only, test_epochs_are_heeded, test_seconds_are_those_of_one_run, test_run_sweep_keeps_its_arguments
"""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows, optimizer = [], keras.optimizers.Adam(learning_rate)
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            model.fit(*training, epochs=epochs, verbose=0)
            seconds = time.perf_counter() - start
            _, accuracy = model.evaluate(*validation, verbose=0)
            row = {"configuration": configuration, "seed": seed, "parameters": model.count_params()}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
