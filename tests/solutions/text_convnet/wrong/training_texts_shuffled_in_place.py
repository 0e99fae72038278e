"""Before each training the given texts and labels are shuffled in place.

caught by: test_compare_keeps_its_arguments
"""


# %% compare
def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        start = time.perf_counter()
        for part in train:
            np.random.default_rng(seed).shuffle(part)
        model.fit(*train, epochs=epochs, batch_size=32, verbose=0)
        seconds = time.perf_counter() - start
        accuracy = model.evaluate(*validation, verbose=0)[1]
        row = {"model": name, "parameters": model.count_params()}
        rows.append(row | {"accuracy": accuracy, "seconds": seconds})
    return rows
