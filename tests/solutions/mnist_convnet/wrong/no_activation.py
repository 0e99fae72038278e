"""No hidden layer has an activation, so the model is linear but for its pooling.

caught by: test_each_hidden_layer_has_a_relu
"""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(32, 3))
    if pooling:
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(64, 3))
    if pooling:
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(64, 3))
    model.add(layers.Flatten())
    model.add(layers.Dense(units))
    model.add(layers.Dense(10, activation="softmax"))
    return model
