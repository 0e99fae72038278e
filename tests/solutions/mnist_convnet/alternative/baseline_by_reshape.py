"""The functional API, Reshape, logits, activation as a layer."""

# %% build_dense
def build_dense():
    images = keras.Input((28, 28, 1))
    hidden = layers.Activation("relu")(layers.Dense(512)(layers.Reshape((784,))(images)))
    return keras.Model(images, layers.Dense(10)(hidden))
