"""A text that is too short gets zero or negative positions, and no error.

caught by: test_too_short_texts_are_refused
"""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    first = length - window + 1
    pooled = first // pool
    second = pooled - window + 1
    return {"lengths": [first, pooled, second], "view": window + (pool - 1) + (window - 1) * pool, "global": filters + 1, "flatten": second * filters + 1}
