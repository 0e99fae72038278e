"""The mean over batches counts the small last batch like the others.

caught by: test_accuracy_of_a_known_model
"""

# %% evaluate
def evaluate(model, images, labels):
    shares = []
    for start in range(0, len(images), 32):
        predictions = model.predict(images[start : start + 32], verbose=0).argmax(axis=1)
        shares.append(np.mean(predictions == labels[start : start + 32]))
    return float(np.mean(shares))
