"""Random numbers and the result in float32, as a tensor.
"""

# %% dropout
def dropout(x, rate, rng, training=True):
    if not training:
        return x
    mask = rng.random(x.shape, dtype="float32") >= rate
    return keras.ops.convert_to_tensor((x * mask / (1 - rate)).astype("float32"))
