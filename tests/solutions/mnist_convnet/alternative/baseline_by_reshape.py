"""The functional API, Reshape, logits that the loss knows, activation as a layer."""

# %% build_dense
def build_dense():
    images = keras.Input((28, 28, 1))
    hidden = layers.Activation("relu")(layers.Dense(512)(layers.Reshape((784,))(images)))
    return keras.Model(images, layers.Dense(10)(hidden))

# %% train
def train(model, images, labels, epochs=5):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="rmsprop", loss=loss, metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
