"""The accuracy is the best one of all epochs on the validation texts, not that of the trained model.

caught by: test_accuracy_is_that_of_the_validation_texts
"""

# %% compare
def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        best, seconds = 0.0, 0.0
        for _ in range(epochs):
            start = time.perf_counter()
            model.fit(*train, epochs=1, batch_size=32, verbose=0)
            seconds += time.perf_counter() - start
            best = max(best, model.evaluate(*validation, verbose=0)[1])
        rows.append({"model": name, "parameters": model.count_params(), "accuracy": best, "seconds": seconds})
    return rows
