"""Keras' own layers do the work; float32 tensors are returned."""

# %% conv1d
def conv1d(text, kernel, bias):
    return keras.ops.conv(text[None].astype("float32"), kernel.astype("float32"), padding="valid")[0] + bias.astype("float32")

# %% max_pool1d
def max_pool1d(maps, size):
    return layers.MaxPooling1D(size)(maps[None].astype("float32"))[0]
