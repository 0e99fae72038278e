"""The default of the seed is 7.

caught by: test_all_models_start_alike
"""


# %% compare
def compare(builders, train, validation, epochs, seed=7):
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        start = time.perf_counter()
        model.fit(*train, epochs=epochs, batch_size=32, verbose=0)
        seconds = time.perf_counter() - start
        accuracy = model.evaluate(*validation, verbose=0)[1]
        row = {"model": name, "parameters": model.count_params()}
        rows.append(row | {"accuracy": accuracy, "seconds": seconds})
    return rows
