"""A tuple is returned, not a dictionary.

caught by: test_positions_after_each_layer, test_words_in_the_view, test_parameters_of_the_last_layer
"""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    first = length - window + 1
    pooled = first // pool
    second = pooled - window + 1
    if min(first, pooled, second) < 1:
        raise ValueError("too short")
    return [first, pooled, second], window + pool - 1 + (window - 1) * pool, filters + 1, second * filters + 1
