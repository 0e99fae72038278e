"""Epochs and batches by hand with train_on_batch; a second model is built only to count its parameters."""

# %% run_sweep
def run_sweep(configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005):
    rows = []
    images, labels = training
    for configuration in configurations:
        parameters = sum(int(np.prod(weight.shape)) for weight in build(configuration).get_weights())
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            model = build(configuration)
            model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            start = time.perf_counter()
            for _ in range(epochs):
                order = np.random.permutation(len(images))
                for first in range(0, len(order), 32):
                    batch = order[first : first + 32]
                    model.train_on_batch(images[batch], labels[batch])
            seconds = time.perf_counter() - start
            _, accuracy = model.evaluate(*validation, verbose=0)
            row = {"configuration": configuration, "seed": seed, "parameters": parameters}
            rows.append(row | {"validation_accuracy": accuracy, "seconds": seconds})
    return rows
