"""The seconds are those of one epoch, not of the training.

caught by: test_rows_and_epochs
"""

# %% compare
def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        start = time.perf_counter()
        model.fit(*train, epochs=epochs, batch_size=32, verbose=0)
        seconds = (time.perf_counter() - start) / epochs
        accuracy = model.evaluate(*validation, verbose=0)[1]
        rows.append({"model": name, "parameters": model.count_params(), "accuracy": accuracy, "seconds": seconds})
    return rows
