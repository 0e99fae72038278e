"""The position of the largest of one output is always 0.

caught by: test_threshold_fits_the_output
"""

# %% classify
def classify(model, texts, logits=False):
    return model.predict(texts, verbose=0).argmax(axis=1)
