"""Layers in nested models."""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    def block(filters):
        steps = [layers.Conv2D(filters, 3, activation="relu")]
        return keras.Sequential(steps + [layers.MaxPooling2D(2)] if pooling else steps)

    features = keras.Sequential([block(32), block(64), layers.Conv2D(64, 3, activation="relu"), layers.Flatten()])
    head = [layers.Dense(units, activation="relu"), layers.Dense(10, activation="softmax")]
    return keras.Sequential([keras.Input((28, 28, 1)), features, *head])
