"""The view starts at 0: without layers it would be no word.

caught by: test_words_in_the_view
"""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    first = length - window + 1
    pooled = first // pool
    second = pooled - window + 1
    if min(first, pooled, second) < 1:
        raise ValueError("too short")
    return {"lengths": [first, pooled, second], "view": window + (pool - 1) + (window - 1) * pool - 1, "global": filters + 1, "flatten": second * filters + 1}
