"""Activations are layers of their own, Reshape stands for Flatten, images are counted in parts."""

# %% build_convnet
def build_convnet(pooling=True, units=64):
    model = keras.Sequential(name="lecture")
    model.add(keras.Input((28, 28, 1)))
    for number, filters in enumerate((32, 64, 64), start=1):
        model.add(layers.Conv2D(filters, kernel_size=(3, 3), name=f"conv_{number}"))
        model.add(layers.ReLU(name=f"relu_{number}"))
        if pooling and number < 3:
            model.add(layers.MaxPool2D(pool_size=(2, 2), name=f"pool_{number}"))
    model.add(layers.Flatten())
    model.add(layers.Dense(units))
    model.add(layers.Activation("relu"))
    model.add(layers.Dense(10))
    model.add(layers.Softmax())
    return model

# %% build_dense
def build_dense():
    model = keras.Sequential(name="dense_baseline")
    model.add(layers.InputLayer(shape=(28, 28, 1)))
    model.add(layers.Reshape((784,)))
    model.add(layers.Dense(512))
    model.add(layers.Activation("relu"))
    model.add(layers.Dense(10))
    model.add(layers.Activation("softmax"))
    return model

# %% evaluate
def evaluate(model, images, labels):
    right = 0
    for start in range(0, len(labels), 256):
        outputs = np.asarray(model(images[start : start + 256], training=False))
        right += int((outputs.argmax(axis=1) == labels[start : start + 256]).sum())
    return right / len(labels)
