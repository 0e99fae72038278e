"""The watch runs while the model is built and evaluated, too.

caught by: test_rows_and_epochs
"""

# %% compare
def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        start = time.perf_counter()
        keras.utils.set_random_seed(seed)
        model = build()
        model.fit(*train, epochs=epochs, batch_size=32, verbose=0)
        accuracy = model.evaluate(*validation, verbose=0)[1]
        seconds = time.perf_counter() - start
        rows.append({"model": name, "parameters": model.count_params(), "accuracy": accuracy, "seconds": seconds})
    return rows
