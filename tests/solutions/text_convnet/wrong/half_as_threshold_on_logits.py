"""Logits are compared with 0.5 as well.

caught by: test_threshold_fits_the_output
"""

# %% classify
def classify(model, texts, logits=False):
    return (model.predict(texts, verbose=0)[:, 0] > 0.5).astype(int)
