"""The lecture's head everywhere, Sequential models, RMSprop.
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    blocks = [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]
    channels = 3
    side = image_size
    per_block = []
    for convolutions, filters in blocks:
        total = 0
        for _ in range(convolutions):
            total += 3 * 3 * channels * filters + filters
            channels = filters
        per_block.append(total)
        side = side // 2
    features = side * side * channels
    head = features * units + units + units + 1
    return {
        "features": features,
        "all": sum(per_block) + head,
        "trained_base_frozen": head,
        "trained_block5_open": per_block[-1] + head,
    }

# %% build_base
def build_base(image_size, weights=None):
    return keras.applications.VGG16(
        include_top=False, weights=weights, input_shape=(image_size, image_size, 3)
    )

# %% preprocess
def preprocess(images):
    prepared = images.astype("float32")
    prepared = prepared[..., ::-1]
    return prepared - np.array([103.939, 116.779, 123.68], dtype="float32")

# %% extract_features
def extract_features(base, images):
    prepared = preprocess_input(images.astype("float32"))
    return base.predict(prepared, verbose=0)

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [
            keras.Input(features.shape[1:]),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.RMSprop(learning_rate=rate),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(features, labels, epochs=epochs, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    model = keras.Sequential()
    model.add(keras.Input(base.input_shape[1:]))
    model.add(base)
    model.add(layers.Flatten())
    model.add(layers.Dense(128, activation="relu"))
    model.add(layers.Dense(1, activation="sigmoid"))
    base.trainable = False
    for layer in base.layers:
        layer.trainable = False
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=rate),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    set_trainable = False
    for layer in base.layers:
        if layer.name == "block5_conv1":
            set_trainable = True
        layer.trainable = set_trainable and layer.name.startswith("block5")
    model.compile(
        optimizer=keras.optimizers.RMSprop(learning_rate=head_rate / 10),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model

# %% compare
def compare(validation, validation_labels, test, test_labels):
    accuracies = {
        name: float(np.mean((outputs[:, 0] > 0.5) == validation_labels))
        for name, outputs in validation.items()
    }
    chosen = max(accuracies, key=accuracies.get)
    ones = float(np.mean(test_labels))
    return {
        "validation": accuracies,
        "chosen": chosen,
        "test": float(np.mean((test[chosen][:, 0] > 0.5) == test_labels)),
        "baseline": max(ones, 1 - ones),
    }
