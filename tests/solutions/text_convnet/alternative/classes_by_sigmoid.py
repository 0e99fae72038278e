"""Logits become probabilities first; booleans are returned."""

# %% classify
def classify(model, texts, logits=False):
    outputs = np.asarray(model(np.asarray(texts), training=False)).ravel()
    if logits:
        outputs = 1 / (1 + np.exp(-outputs))
    return np.where(outputs >= 0.5, 1, 0)
