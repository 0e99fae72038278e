"""The convnet outputs logits, and the loss takes them for probabilities.

caught by: test_loss_is_the_cross_entropy
"""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(32, 3, activation="relu"))
    if pooling:
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(64, 3, activation="relu"))
    if pooling:
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(64, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(10))
    return model

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=epochs, batch_size=64, verbose=0)
