"""Large weights of the dense layer are punished; the table has no regularizer.

caught by: test_convnet_is_the_same_in_training
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
    model.add(layers.Dense(units, activation="relu", kernel_regularizer="l2"))
    model.add(layers.Dense(10, activation="softmax"))
    return model
