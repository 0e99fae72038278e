"""Trains from a tf.data pipeline in seeded order and reads the validation accuracy of the last epoch from the history."""

# %% run_sweep
import tensorflow as tf

def run_sweep(
    configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005
):
    def one_run(configuration, seed):
        keras.utils.set_random_seed(seed)
        model = build(configuration)
        model.compile(
            optimizer=keras.optimizers.Adam(learning_rate),
            loss=keras.losses.SparseCategoricalCrossentropy(),
            metrics=["acc"],
        )
        count = len(training[1])
        batches = tf.data.Dataset.from_tensor_slices(tuple(training)).shuffle(count, seed=seed).batch(32)
        checked = tf.data.Dataset.from_tensor_slices(tuple(validation)).batch(100)
        start = time.perf_counter()
        history = model.fit(batches, epochs=epochs, validation_data=checked, verbose=0)
        return {
            "configuration": configuration,
            "seed": seed,
            "parameters": sum(int(np.prod(weight.shape)) for weight in model.weights),
            "validation_accuracy": history.history["val_acc"][-1],
            "seconds": time.perf_counter() - start,
        }

    return [one_run(configuration, seed) for configuration in configurations for seed in seeds]

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = np.empty(configuration["depth"], dtype=int)
    for place in range(len(sides)):
        if configuration["padding"] == "valid":
            size = np.floor((size - configuration["window"]) / configuration["stride"]) + 1
        else:
            size = np.ceil(size / configuration["stride"])
        sides[place] = size
    return sides.tolist()
