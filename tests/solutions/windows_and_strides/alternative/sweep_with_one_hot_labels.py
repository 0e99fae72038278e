"""One-hot labels, larger batches; accuracy by predict."""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    def run(configuration, seed):
        keras.utils.set_random_seed(int(seed))
        model = build(configuration)
        begin = time.time()
        model.compile(keras.optimizers.Adam(learning_rate=learning_rate), "categorical_crossentropy")
        model.fit(training[0], keras.utils.to_categorical(training[1], 10), batch_size=64, epochs=epochs, verbose=0)
        seconds = time.time() - begin
        right = model.predict(validation[0], verbose=0).argmax(axis=-1) == validation[1]
        return dict(configuration=dict(configuration), seed=seed, parameters=model.count_params(),
                    validation_accuracy=np.mean(right), seconds=seconds)

    return [run(configuration, seed) for configuration in configurations for seed in seeds]
