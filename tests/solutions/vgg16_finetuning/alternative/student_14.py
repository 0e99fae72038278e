"""Classifier: the lecture's head with Adam; head: features once, the head trained on them, then put on the base;
tuning: a loop with GradientTape.

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
    images = keras.Input(shape=(image_size, image_size, 3))
    return keras.applications.VGG16(weights=weights, include_top=False, input_tensor=images)

# %% preprocess
def preprocess(images):
    copied = np.array(images, dtype="float32", copy=True)
    return preprocess_input(copied)

# %% extract_features
def extract_features(base, images):
    parts = []
    for start in range(0, len(images), 64):
        batch = np.array(images[start : start + 64], dtype="float32")
        parts.append(np.asarray(base(preprocess_input(batch), training=False)))
    return np.concatenate(parts)

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
import tensorflow as tf

def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    optimizer = keras.optimizers.Adam(head_rate / 8)
    loss_of = keras.losses.BinaryCrossentropy()
    truth = np.asarray(labels, "float32").reshape(-1, 1)
    model.compile(optimizer, loss_of)
    batches = tf.data.Dataset.from_tensor_slices((images, truth)).shuffle(len(truth)).batch(32)
    for _ in range(epochs):
        for x, y in batches:
            with tf.GradientTape() as tape:
                loss = loss_of(y, model(x, training=True))
            variables = model.trainable_variables
            optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
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
