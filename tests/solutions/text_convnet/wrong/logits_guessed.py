"""Whether the outputs are logits is guessed from their range; the argument is ignored.

caught by: test_threshold_fits_the_output
"""

# %% classify
def classify(model, texts, logits=False):
    outputs = model.predict(texts, verbose=0)[:, 0]
    if outputs.min() < 0 or outputs.max() > 1:
        return (outputs > 0).astype(int)
    return (outputs > 0.5).astype(int)
