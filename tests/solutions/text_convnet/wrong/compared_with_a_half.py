"""The accuracy is that of outputs above 0.5, whatever the model's metric is.

caught by: test_accuracy_is_that_of_the_validation_texts
"""

# %% compare
def compare(builders, train, validation, epochs, seed=0):
    """Train each model, and count its right answers."""
    rows = []
    for name, build in builders.items():
        keras.utils.set_random_seed(seed)
        model = build()
        start = time.perf_counter()
        model.fit(*train, batch_size=32, epochs=epochs, verbose=0)
        seconds = time.perf_counter() - start
        texts, labels = validation
        answers = model.predict(texts, verbose=0)[:, 0] > 0.5
        rows.append({
            "model": name,
            "parameters": model.count_params(),
            "accuracy": float(np.mean(answers == labels)),
            "seconds": seconds,
        })
    return rows
