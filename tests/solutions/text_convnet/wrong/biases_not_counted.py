"""The biases are not counted.

caught by: test_parameters_of_each_layer
"""

# %% predict_text_convnet
def predict_text_convnet(length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5):
    first = length - window + 1
    pooled = first // pool
    second = pooled - window + 1
    if min(first, pooled, second) < 1:
        raise ValueError("too short")
    parameters = [words * dimensions, (window * dimensions) * filters, (window * filters) * filters, filters]
    return {"lengths": [first, pooled, second], "parameters": parameters}
