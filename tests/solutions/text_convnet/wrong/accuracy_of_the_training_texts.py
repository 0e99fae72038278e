"""The accuracy of the last epoch is reported, on the training texts.

caught by: test_accuracy_is_that_of_the_validation_texts
"""

# %% compare
def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        start = time.perf_counter()
        history = model.fit(train[0], train[1], epochs=epochs, batch_size=32, verbose=0)
        seconds = time.perf_counter() - start
        accuracy = history.history["accuracy"][-1]
        rows.append({"model": name, "parameters": model.count_params(), "accuracy": accuracy, "seconds": seconds})
    return rows
