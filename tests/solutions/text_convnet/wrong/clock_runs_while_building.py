"""The clock starts before the model is built.

caught by: test_rows_and_epochs
"""

# %% compare
def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        start = time.perf_counter()
        model = build()
        model.fit(*train, epochs=epochs, batch_size=32, verbose=0)
        seconds = time.perf_counter() - start
        rows.append({"model": name, "parameters": model.count_params(), "accuracy": model.evaluate(*validation, verbose=0)[1], "seconds": seconds})
    return rows
