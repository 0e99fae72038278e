"""The shortest text is 41 words for all windows and poolings.

caught by: test_positions_after_each_layer, test_too_short_texts_are_refused
"""

# %% predict_text_convnet
def predict_text_convnet(length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5):
    if length < 41:
        raise ValueError("the text is too short")
    first = length - window + 1
    pooled = first // pool
    return {
        "lengths": [first, pooled, pooled - window + 1],
        "parameters": [words * dimensions, (window * dimensions + 1) * filters, (window * filters + 1) * filters, filters + 1],
    }
