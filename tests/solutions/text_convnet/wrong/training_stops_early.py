"""Training stops if the loss has not fallen for two epochs.

caught by: test_rows_and_epochs
"""


# %% compare
def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        start = time.perf_counter()
        stop = keras.callbacks.EarlyStopping(monitor="loss", patience=2)
        model.fit(*train, epochs=epochs, batch_size=32, callbacks=[stop], verbose=0)
        seconds = time.perf_counter() - start
        accuracy = model.evaluate(*validation, verbose=0)[1]
        row = {"model": name, "parameters": model.count_params()}
        rows.append(row | {"accuracy": accuracy, "seconds": seconds})
    return rows
