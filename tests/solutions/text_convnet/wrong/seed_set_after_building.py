"""The seed is set when the weights have been drawn already.

caught by: test_all_models_start_alike
"""

# %% compare
def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        model = build()
        keras.utils.set_random_seed(seed)
        start = time.perf_counter()
        model.fit(train[0], train[1], epochs=epochs, batch_size=32, verbose=0)
        seconds = time.perf_counter() - start
        accuracy = model.evaluate(validation[0], validation[1], verbose=0)[1]
        rows.append({"model": name, "parameters": model.count_params(), "accuracy": accuracy, "seconds": seconds})
    return rows
