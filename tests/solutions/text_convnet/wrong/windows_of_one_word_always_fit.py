"""With a window of one word an empty pooling passes.

caught by: test_too_short_texts_are_refused
"""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    first = length - window + 1
    second = first // pool
    third = second - window + 1
    if second < window and window > 1:
        raise ValueError("too short")
    view = window + pool - 1 + (window - 1) * pool
    return {"lengths": [first, second, third], "view": view, "global": filters + 1, "flatten": filters * third + 1}
