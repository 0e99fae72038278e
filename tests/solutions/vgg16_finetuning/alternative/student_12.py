"""Own loops over batches with train_on_batch, AdamW, counting with NumPy.
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    filters = np.repeat([64, 128, 256, 512, 512], [2, 2, 3, 3, 3])
    incoming = np.concatenate([[3], filters[:-1]])
    block = np.repeat([1, 2, 3, 4, 5], [2, 2, 3, 3, 3])
    each = 9 * incoming * filters + filters
    side = image_size
    for _ in range(5):
        side //= 2
    features = side * side * int(filters[-1])
    head = features * units + units + units * 1 + 1
    return {
        "features": features,
        "all": int(each.sum()) + head,
        "trained_base_frozen": head,
        "trained_block5_open": int(each[block == 5].sum()) + head,
    }

# %% build_base
def build_base(image_size, weights=None):
    settings = {
        "include_top": False,
        "weights": weights,
        "input_shape": (image_size, image_size, 3),
        "pooling": None,
    }
    return keras.applications.VGG16(**settings)

# %% preprocess
def preprocess(images):
    own_copy = np.array(images, dtype="float32", copy=True)
    return preprocess_input(own_copy)

# %% extract_features
def extract_features(base, images):
    def chunks():
        for start in range(0, len(images), 64):
            yield np.array(images[start : start + 64], dtype="float32")

    return np.vstack([base.predict_on_batch(preprocess_input(chunk)) for chunk in chunks()])

# %% train_classifier
def run_epochs_by_hand(model, inputs, labels, epochs, batch=20):
    targets = np.asarray(labels, dtype="float32").reshape(-1, 1)
    shuffler = np.random.default_rng()
    for _ in range(epochs):
        order = shuffler.permutation(len(targets))
        for start in range(0, len(order), batch):
            chosen_rows = order[start : start + batch]
            model.train_on_batch(inputs[chosen_rows], targets[chosen_rows])


def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [
            keras.Input(features.shape[1:]),
            layers.Dropout(0.1),
            layers.Flatten(),
            layers.Dense(100, activation="relu", kernel_initializer="he_uniform"),
            layers.Dense(1),
            layers.Activation("sigmoid"),
        ]
    )
    model.compile(keras.optimizers.AdamW(rate, weight_decay=1e-3), "binary_crossentropy")
    run_epochs_by_hand(model, features, labels, epochs)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    for layer in [base, *base.layers]:
        layer.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    maps_of_base = base(inputs, training=False)
    flat = layers.Flatten()(maps_of_base)
    hidden = layers.Dense(100, activation="relu", kernel_initializer="he_uniform")(flat)
    model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(hidden))
    model.compile(keras.optimizers.AdamW(rate, weight_decay=1e-3), "binary_crossentropy")
    run_epochs_by_hand(model, images, labels, epochs)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    lower_layers = [layer for layer in base.layers if not layer.name.startswith("block5")]
    upper_layers = [layer for layer in base.layers if layer.name.startswith("block5")]
    for layer in lower_layers:
        layer.trainable = False
    for layer in upper_layers:
        layer.trainable = True
    model.compile(keras.optimizers.AdamW(head_rate / 6, weight_decay=1e-4), "binary_crossentropy")
    run_epochs_by_hand(model, images, labels, epochs)
    return model

# %% compare
def compare(validation, validation_labels, test, test_labels):
    def rate_of_hits(probabilities_of_one, truth):
        hits = 0
        for probability, label in zip(probabilities_of_one, truth):
            guess = 1 if probability[0] > 0.5 else 0
            if guess == label:
                hits += 1
        return hits / len(truth)

    result = {"validation": {}}
    best = -1
    for name, outputs in validation.items():
        score = rate_of_hits(outputs, validation_labels)
        result["validation"][name] = score
        if score > best:
            best = score
            result["chosen"] = name
    result["test"] = rate_of_hits(test[result["chosen"]], test_labels)
    ones = sum(1 for label in test_labels if label == 1)
    result["baseline"] = max(ones, len(test_labels) - ones) / len(test_labels)
    return result
