"""The view is always 41 words, as of the lecture's window and pooling.

caught by: test_words_in_the_view
"""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    first = length - window + 1
    pooled = first // pool
    second = pooled - window + 1
    if min(first, pooled, second) < 1:
        raise ValueError("too short")
    return {"lengths": [first, pooled, second], "view": 41, "global": filters + 1, "flatten": second * filters + 1}
