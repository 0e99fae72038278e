"""A class notes each layer's side and parameters; a helper connects a list of layers."""

# %% predict_layers
class Shape:
    def __init__(self, side, channels):
        self.side, self.channels, self.sides, self.parameters = side, channels, [], []

    def convolve(self, filters):
        self.parameters.append(9 * self.channels * filters + filters)
        self.side -= 2
        self.channels = filters
        self.sides.append(self.side)

    def pool(self):
        self.side = int(self.side / 2)
        self.sides.append(self.side)

def predict_layers(size=28, pooling=True, units=64):
    shape = Shape(size, 1)
    for place, filters in enumerate([32, 64, 64]):
        shape.convolve(filters)
        if pooling and place < 2:
            shape.pool()
    features = shape.side**2 * shape.channels
    dense = [features * units + units, units * 10 + 10]
    return {"sides": shape.sides, "features": features, "parameters": shape.parameters + dense}

# %% build_dense
def network(*stack):
    x = image = keras.Input((28, 28, 1))
    for layer in stack:
        x = layer(x)
    return keras.Model(image, x)

def build_dense():
    return network(
        layers.Flatten(), layers.Dense(512, "relu"), layers.Dense(10, "softmax", name="digits")
    )

# %% build_convnet
def build_convnet(pooling=True, units=64):
    stack = [layers.Conv2D(filters, (3, 3), activation="relu") for filters in (32, 64, 64)]
    if pooling:
        stack.insert(1, layers.MaxPooling2D((2, 2), strides=2))
        stack.insert(3, layers.MaxPooling2D((2, 2), strides=2))
    stack += [layers.Flatten(), layers.Dense(units, activation="relu")]
    model = keras.Sequential([keras.Input((28, 28, 1))] + stack)
    model.add(layers.Dense(10, activation="softmax"))
    return model
