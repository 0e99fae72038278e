"""Predicted in parts of 500, counted for each pair of digits; AdamW."""

# %% evaluate
def evaluate(model, images, labels):
    parts = [
        model.predict_on_batch(images[start : start + 500]) for start in range(0, len(images), 500)
    ]
    best = np.argmax(np.concatenate(parts), axis=1)
    return np.divide(np.count_nonzero(np.equal(best, labels)), len(labels))

# %% train
def train(model, images, labels, epochs=5):
    settings = {"optimizer": keras.optimizers.AdamW(0.001), "metrics": ["acc"]}
    model.compile(loss="sparse_categorical_crossentropy", **settings)
    history = model.fit(
        np.asarray(images), np.asarray(labels).astype("int32"), epochs=epochs, verbose=0, shuffle=True
    )
    return history

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    matrix = np.zeros((10, 10), dtype=int)
    for true in range(10):
        for said in range(10):
            matrix[true, said] = np.sum((labels == true) & (predictions == said))
    return matrix
