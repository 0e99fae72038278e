"""Classifier: train_on_batch in loops of its own; head: features once, the head trained on them, then put on the base;
tuning: flags in a loop, Adam at a tenth.

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
def build_base(image_size, weights=None):
    settings = {"include_top": False, "weights": weights}
    settings["input_shape"] = (image_size, image_size, 3)
    made = keras.applications.vgg16.VGG16(**settings)
    assert made.output_shape[-1] == 512
    return made

# %% preprocess
def preprocess(images):
    images = np.asarray(images)
    result = np.empty(images.shape, dtype=np.float64)
    for target, (source, mean) in enumerate([(2, 103.939), (1, 116.779), (0, 123.68)]):
        result[..., target] = images[..., source] - mean
    return result

# %% extract_features
def extract_features(base, images):
    prepared = preprocess_input(np.array(images, dtype=float))
    pieces = np.array_split(prepared, max(1, -(-len(prepared) // 25)))
    return np.vstack([base.predict_on_batch(piece) for piece in pieces])

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [
            keras.Input(features.shape[1:]),
            layers.Flatten(),
            layers.Dense(200, activation="relu", kernel_initializer="he_normal"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    labels = np.asarray(labels).reshape(-1, 1).astype("float32")
    rng = np.random.default_rng(0)
    for _ in range(epochs):
        order = rng.permutation(len(features))
        for start in range(0, len(order), 32):
            chosen = order[start : start + 32]
            model.train_on_batch(features[chosen], labels[chosen])
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    features = base.predict(images, verbose=0)
    head = keras.Sequential(
        [
            keras.Input(features.shape[1:]),
            layers.Flatten(),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    head.compile(keras.optimizers.Adam(rate), "binary_crossentropy", metrics=["accuracy"])
    head.fit(features, labels, epochs=epochs, verbose=0)
    model = keras.Sequential([keras.Input(base.input_shape[1:]), base, *head.layers])
    model.compile(keras.optimizers.Adam(rate), "binary_crossentropy", metrics=["accuracy"])
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    model.compile(keras.optimizers.Adam(head_rate / 10), "binary_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=epochs, verbose=0)
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
