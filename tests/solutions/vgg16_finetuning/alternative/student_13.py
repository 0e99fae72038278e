"""Classifier: one epoch of fit in a loop; head: nested base in a Sequential, Adam;
tuning: the lecture's set_trainable loop, RMSprop at a hundredth.

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
    return keras.applications.VGG16(
        include_top=False, weights=weights, input_shape=(image_size, image_size, 3)
    )

# %% preprocess
def preprocess(images):
    turn = np.fliplr(np.eye(3))
    bgr = np.einsum("nhwc,cd->nhwd", np.asarray(images, dtype="float64"), turn)
    return bgr - [103.939, 116.779, 123.68]

# %% extract_features
def extract_features(base, images):
    return base.predict(preprocess_input(images.astype("float32")), verbose=0)

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    flat = layers.Flatten()
    hidden = layers.Dense(128, activation="elu")
    out = layers.Dense(1, activation="sigmoid", bias_initializer="zeros")
    inputs = keras.Input(features.shape[1:])
    model = keras.Model(inputs, out(hidden(flat(inputs))))
    model.compile(keras.optimizers.RMSprop(rate), keras.losses.BinaryCrossentropy())
    for epoch in range(epochs):
        model.fit(features, labels, initial_epoch=epoch, epochs=epoch + 1, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    model = keras.Sequential(
        [
            keras.Input(base.input_shape[1:]),
            base,
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    set_trainable = False
    for layer in base.layers:
        if layer.name == "block5_conv1":
            set_trainable = True
        layer.trainable = set_trainable
    model.compile(
        loss="binary_crossentropy",
        optimizer=keras.optimizers.RMSprop(learning_rate=head_rate / 100),
        metrics=["acc"],
    )
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
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
