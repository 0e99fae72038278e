"""fit measures the validation part by itself with a metric of another name; batches of 128; the columns of the rows are zipped together."""

# %% run_sweep
def run_sweep(
    configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005
):
    entries = ("configuration", "seed", "parameters", "validation_accuracy", "seconds")
    rows = []
    for configuration in configurations:
        for seed in seeds:
            keras.utils.set_random_seed(int(seed))
            net = build(configuration)
            net.compile(
                optimizer=keras.optimizers.Adam(learning_rate),
                loss="sparse_categorical_crossentropy",
                metrics=[keras.metrics.SparseCategoricalAccuracy(name="share_right")],
            )
            before = time.perf_counter()
            history = net.fit(
                x=training[0],
                y=training[1],
                batch_size=128,
                epochs=epochs,
                validation_data=(validation[0], validation[1]),
                verbose=0,
            )
            after = time.perf_counter()
            values = (
                configuration.copy(),
                seed,
                net.count_params(),
                float(history.history["val_share_right"][epochs - 1]),
                after - before,
            )
            rows.append(dict(zip(entries, values)))
    return rows

# %% results_table
def results_table(rows):
    table = []
    left = list(rows)
    while left:
        configuration = left[0]["configuration"]
        same = [row for row in left if row["configuration"] == configuration]
        left = [row for row in left if row["configuration"] != configuration]
        accuracy = np.sort([row["validation_accuracy"] for row in same])
        table.append(
            dict(
                configuration=configuration,
                parameters=same[0]["parameters"],
                validation_accuracy=np.mean(accuracy),
                spread=accuracy[-1] - accuracy[0],
                seconds=np.mean([row["seconds"] for row in same]),
            )
        )
    return table
