"""Classifier: a 1x1 convolution before pooling, binary accuracy; head: functional with base(inputs, training=False), dropout;
tuning: train_on_batch, Adamax.

Written from the notebook alone.
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    inputs = np.array([3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512])
    outputs = np.append(inputs[1:], 512)
    convolutions = (9 * inputs + 1) * outputs
    features = (image_size >> 5) ** 2 * 512
    head = features * units + units + units + 1
    return {
        "features": int(features),
        "all": int(convolutions.sum()) + int(head),
        "trained_base_frozen": int(head),
        "trained_block5_open": int(convolutions[-3:].sum()) + int(head),
        "base": int(convolutions.sum()),
    }

# %% build_base
from keras.applications import vgg16

def build_base(image_size, weights=None):
    shape = (image_size,) * 2 + (3,)
    return vgg16.VGG16(False, weights, input_shape=shape, pooling=None)

# %% preprocess
def preprocess(images):
    images = np.asarray(images)
    result = np.empty(images.shape, dtype=np.float64)
    for target, (source, mean) in enumerate([(2, 103.939), (1, 116.779), (0, 123.68)]):
        result[..., target] = images[..., source] - mean
    return result

# %% extract_features
def extract_features(base, images):
    result = np.zeros((len(images), *base.output_shape[1:]), "float32")
    for i in range(0, len(images), 16):
        prepared = preprocess_input(images[i : i + 16].astype("float64"))
        result[i : i + 16] = base.predict(prepared, verbose=0)
    return result

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [
            keras.layers.Input(shape=features.shape[1:]),
            layers.Conv2D(64, 1, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(64, activation="leaky_relu"),
            layers.Dense(1, activation=keras.activations.sigmoid),
        ]
    )
    adam = keras.optimizers.Adam(learning_rate=rate, beta_1=0.8)
    model.compile(optimizer=adam, loss=keras.losses.binary_crossentropy, metrics=["binary_accuracy"])
    model.fit(features, labels, epochs=epochs, batch_size=10, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    inputs = keras.Input(images.shape[1:])
    maps = base(inputs, training=False)
    x = layers.Flatten()(maps)
    x = layers.Dropout(0.2)(x)
    x = layers.Dense(128, "relu")(x)
    model = keras.Model(inputs, layers.Dense(1, "sigmoid")(x))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Nadam(rate))
    model.fit(x=images, y=labels, epochs=epochs, batch_size=20, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    model.compile(keras.optimizers.Adamax(head_rate / 6), loss="binary_crossentropy")
    rng = np.random.default_rng(5)
    images, labels = np.asarray(images), np.asarray(labels).reshape(-1, 1)
    for _ in range(epochs):
        for chosen in np.array_split(rng.permutation(len(images)), -(-len(images) // 20)):
            model.train_on_batch(images[chosen], labels[chosen])
    return model

# %% compare
def compare(validation, validation_labels, test, test_labels):
    names = list(validation)
    answers = np.stack([np.squeeze(validation[name], axis=1) for name in names]) > 0.5
    shares = (answers == np.asarray(validation_labels).astype(bool)).mean(axis=1)
    last_best = names[len(names) - 1 - int(np.argmax(shares[::-1]))]
    tested = (test[last_best].ravel() > 0.5).astype(int)
    return {
        "validation": dict(zip(names, shares.tolist())),
        "chosen": last_best,
        "test": (tested == test_labels).mean(),
        "baseline": np.bincount(np.asarray(test_labels).astype(int)).max() / len(test_labels),
    }
