"""The stride of the pooling counts for the pooling itself.

caught by: test_words_in_the_view
"""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    first = length - window + 1
    pooled = first // pool
    second = pooled - window + 1
    if min(first, pooled, second) < 1:
        raise ValueError("too short")
    return {"lengths": [first, pooled, second], "view": window + (pool - 1) * pool + (window - 1) * pool, "global": filters + 1, "flatten": second * filters + 1}
