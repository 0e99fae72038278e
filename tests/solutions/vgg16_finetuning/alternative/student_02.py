"""Classifier: functional, average pooling, RMSprop, batches of 20; head: features once, the head nested too, not compiled;
tuning: train_on_batch, Adamax.

Written from the notebook alone.
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    table = {1: (2, 64), 2: (2, 128), 3: (3, 256), 4: (3, 512), 5: (3, 512)}
    side, channels, per_block = image_size, 3, {}
    for block, (count, filters) in table.items():
        per_block[block] = 0
        for _ in range(count):
            per_block[block] += filters * (3 * 3 * channels + 1)
            channels = filters
        side //= 2
    features = side**2 * channels
    hidden = units * (features + 1)
    last = 1 * (units + 1)
    return dict(
        features=features,
        all=sum(per_block.values()) + hidden + last,
        trained_base_frozen=hidden + last,
        trained_block5_open=per_block[5] + hidden + last,
    )

# %% build_base
from keras.applications import vgg16

def build_base(image_size, weights=None):
    shape = (image_size,) * 2 + (3,)
    return vgg16.VGG16(False, weights, input_shape=shape, pooling=None)

# %% preprocess
def preprocess(images):
    turn = np.fliplr(np.eye(3))
    bgr = np.einsum("nhwc,cd->nhwd", np.asarray(images, dtype="float64"), turn)
    return bgr - [103.939, 116.779, 123.68]

# %% extract_features
def extract_features(base, images):
    result = np.zeros((len(images), *base.output_shape[1:]), "float32")
    for i in range(0, len(images), 16):
        prepared = preprocess_input(images[i : i + 16].astype("float64"))
        result[i : i + 16] = base.predict(prepared, verbose=0)
    return result

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    inputs = keras.Input(shape=np.shape(features)[1:])
    x = layers.GlobalAveragePooling2D()(inputs)
    x = layers.Dense(128, "relu")(x)
    outputs = layers.Dense(1, "sigmoid")(x)
    model = keras.Model(inputs, outputs)
    model.compile(
        loss=keras.losses.BinaryCrossentropy(),
        optimizer=keras.optimizers.RMSprop(learning_rate=rate),
        metrics=["acc"],
    )
    model.fit(features, labels, batch_size=20, epochs=epochs, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    shape = base.output_shape[1:]
    maps = keras.Input(shape)
    x = layers.GlobalMaxPooling2D()(maps)
    x = layers.Dense(64, activation="relu")(x)
    head = keras.Model(maps, layers.Dense(1, activation="sigmoid")(x), name="my_head")
    head.compile(optimizer=keras.optimizers.AdamW(rate), loss="binary_crossentropy")
    found = np.concatenate(
        [base.predict_on_batch(images[i : i + 40]) for i in range(0, len(images), 40)]
    )
    head.fit(found, labels, batch_size=16, epochs=epochs, verbose=0)
    photos_in = keras.Input(base.input_shape[1:])
    return keras.Model(photos_in, head(base(photos_in)))

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
    def accuracy(outputs, labels):
        return float(np.mean((outputs[:, 0] > 0.5) == labels))

    scores = {name: accuracy(outputs, validation_labels) for name, outputs in validation.items()}
    chosen = max(scores, key=scores.get)
    share = float(np.mean(test_labels))
    return {
        "validation": scores,
        "chosen": chosen,
        "test": accuracy(test[chosen], test_labels),
        "baseline": max(share, 1 - share),
    }
