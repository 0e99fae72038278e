"""A tensor, put together from the three channels."""

# %% preprocess
def preprocess(images):
    channels = [keras.ops.convert_to_tensor(images[..., 2 - i].astype("float32")) - m for i, m in enumerate(np.array([103.939, 116.779, 123.68]).astype("float32"))]
    return keras.ops.stack(channels, axis=-1)
