"""Flatten is taken for a layer that keeps one number for each filter.

caught by: test_parameters_of_the_last_layer
"""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    first = length - window + 1
    pooled = first // pool
    second = pooled - window + 1
    if min(first, pooled, second) < 1:
        raise ValueError("too short")
    return {"lengths": [first, pooled, second], "view": window + (pool - 1) + (window - 1) * pool, "global": filters + 1, "flatten": filters + 1}
