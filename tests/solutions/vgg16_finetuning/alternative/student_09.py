"""Classifier: a tf.data pipeline that shuffles, AdamW; head: features once, the head nested too, not compiled;
tuning: a new functional model over the same layers, Nadam.

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
    return keras.applications.VGG16(
        include_top=False, weights=weights, input_shape=(image_size, image_size, 3)
    )

# %% preprocess
def preprocess(images):
    new = np.take(images, [2, 1, 0], axis=3).astype(float)
    new -= np.reshape([103.939, 116.779, 123.68], (1, 1, 1, 3))
    return new

# %% extract_features
import tensorflow as tf

def extract_features(base, images):
    batches = tf.data.Dataset.from_tensor_slices(images).batch(50)
    batches = batches.map(lambda x: preprocess_input(tf.cast(x, tf.float32)))
    return base.predict(batches, verbose=0)

# %% train_classifier
import tensorflow as tf

def train_classifier(features, labels, epochs=15, rate=1e-3):
    pairs = tf.data.Dataset.from_tensor_slices((features, np.asarray(labels, "float32")[:, None]))
    pairs = pairs.shuffle(len(features)).batch(32)
    net = keras.Sequential(
        [
            keras.Input(features.shape[1:]),
            layers.GlobalMaxPooling2D(),
            layers.Dense(100, activation="gelu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    net.compile(keras.optimizers.AdamW(rate), loss="binary_crossentropy", metrics=["accuracy"])
    net.fit(pairs, epochs=epochs, verbose=0)
    return net

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
    tuned = keras.Model(model.inputs[0], model.outputs[0])
    tuned.compile(keras.optimizers.Nadam(0.1 * head_rate), "binary_crossentropy", metrics=["acc"])
    tuned.fit(images, labels, batch_size=16, epochs=epochs, verbose=0)
    return tuned

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
