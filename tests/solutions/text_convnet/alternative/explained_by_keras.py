"""Keras' operations; float32 tensors, and the probability as an array without axes."""

# %% explain
def explain(maps, weights, bias):
    found = keras.ops.max(maps.astype("float32"), axis=0) * weights.astype("float32")
    return {
        "probability": keras.ops.sigmoid(keras.ops.sum(found) + float(bias)),
        "places": keras.ops.argmax(maps, axis=0),
        "contributions": found,
        "logit": keras.ops.sum(found) + float(bias),
    }
