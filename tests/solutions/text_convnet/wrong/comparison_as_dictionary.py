"""A dictionary by name is returned, not a list.

caught by: test_accuracy_is_that_of_the_validation_texts, test_all_models_start_alike, test_compare_keeps_its_arguments, test_rows_and_epochs
"""

# %% compare
def compare(builders, train, validation, epochs, seed=0):
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        start = time.perf_counter()
        model.fit(train[0], train[1], epochs=epochs, batch_size=32, verbose=0)
        seconds = time.perf_counter() - start
        accuracy = model.evaluate(validation[0], validation[1], verbose=0)[1]
        rows.append({"model": name, "parameters": model.count_params(), "accuracy": accuracy, "seconds": seconds})
    return {row["model"]: row for row in rows}
