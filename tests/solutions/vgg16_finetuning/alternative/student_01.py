"""Classifier: the lecture's head with Adam; head: head's layers side by side with the base's, RMSprop;
tuning: exactly a fifth, SGD with momentum.

Written from the notebook alone.
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    chain = [3] + [64] * 2 + [128] * 2 + [256] * 3 + [512] * 6
    convs = [9 * a * b + b for a, b in zip(chain, chain[1:])]
    side = image_size // 32
    features = side * side * 512
    head = (features + 1) * units + units + 1
    return {
        "features": features,
        "all": sum(convs) + head,
        "trained_base_frozen": head,
        "trained_block5_open": sum(convs[-3:]) + head,
    }

# %% build_base
def build_base(image_size, weights=None):
    images = keras.Input(shape=(image_size, image_size, 3))
    return keras.applications.VGG16(weights=weights, include_top=False, input_tensor=images)

# %% preprocess
def preprocess(images):
    red, green, blue = np.moveaxis(np.array(images, dtype="float32"), -1, 0)
    return np.stack([blue - 103.939, green - 116.779, red - 123.68], axis=-1)

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
            layers.Dense(256, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(rate), "binary_crossentropy", metrics=["accuracy"])
    model.fit(features, labels, epochs=epochs, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    for layer in base.layers:
        layer.trainable = False
    base.trainable = False
    x = layers.GlobalAveragePooling2D(name="head_pool")(base.output)
    x = layers.Dense(64, activation="relu", name="head_hidden")(x)
    x = layers.Dense(1, activation="sigmoid", name="head_out")(x)
    model = keras.Model(base.input, x)
    model.compile(keras.optimizers.RMSprop(learning_rate=rate), "binary_crossentropy")
    model.fit(images, labels, batch_size=16, epochs=epochs, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = False
    for layer in base.layers:
        if layer.name[:6] == "block5":
            layer.trainable = True
    sgd = keras.optimizers.SGD(learning_rate=head_rate / 5, momentum=0.9)
    model.compile(optimizer=sgd, loss=keras.losses.BinaryCrossentropy())
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model

# %% compare
def compare(validation, validation_labels, test, test_labels):
    columns = {
        "validation": np.asarray(validation_labels)[:, np.newaxis],
        "test": np.asarray(test_labels)[:, np.newaxis],
    }
    result = {"validation": {}}
    for name, outputs in validation.items():
        wrong = (np.asarray(outputs) > 0.5) != columns["validation"]
        result["validation"][name] = 1 - np.count_nonzero(wrong) / wrong.size
    result["chosen"] = max(result["validation"].items(), key=lambda pair: pair[1])[0]
    answer = np.asarray(test[result["chosen"]]) > 0.5
    result["test"] = np.count_nonzero(answer == columns["test"]) / answer.size
    result["baseline"] = max(np.mean(columns["test"] == c) for c in (0, 1))
    return result
