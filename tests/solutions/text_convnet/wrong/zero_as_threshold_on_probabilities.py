"""Probabilities are compared with 0 as well.

caught by: test_threshold_fits_the_output
"""

# %% classify
def classify(model, texts, logits=False):
    return (model.predict(texts, verbose=0)[:, 0] > 0).astype(int)
