"""Classifier: LayerNormalization first, Adamax; head: model.add, each layer frozen, a dataset;
tuning: a loop with GradientTape.

Written from the notebook alone.
"""

# %% count_parameters
from functools import reduce

def count_parameters(image_size=150, units=256):
    def conv(i, o):
        return o * (9 * i + 1)

    def total(channels):
        return 0 if len(channels) < 2 else conv(*channels[:2]) + total(channels[1:])

    side = reduce(lambda s, _: s // 2, range(5), image_size)
    lower = total([3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512])
    block5 = total([512] * 4)
    features = side * side * 512
    head = sum(o * (i + 1) for i, o in [(features, units), (units, 1)])
    keys = ["features", "all", "trained_base_frozen", "trained_block5_open"]
    return dict(zip(keys, [features, lower + block5 + head, head, block5 + head]))

# %% build_base
def build_base(image_size, weights=None):
    images = keras.Input(shape=(image_size, image_size, 3))
    return keras.applications.VGG16(weights=weights, include_top=False, input_tensor=images)

# %% preprocess
def preprocess(images):
    new = np.take(images, [2, 1, 0], axis=3).astype(float)
    new -= np.reshape([103.939, 116.779, 123.68], (1, 1, 1, 3))
    return new

# %% extract_features
def extract_features(base, images):
    parts = []
    for start in range(0, len(images), 64):
        batch = np.array(images[start : start + 64], dtype="float32")
        parts.append(np.asarray(base(preprocess_input(batch), training=False)))
    return np.concatenate(parts)

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    inputs = x = keras.Input(features.shape[1:])
    x = layers.LayerNormalization()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(256, activation="relu")(x)
    x = layers.Dense(1, activation="sigmoid")(x)
    model = keras.Model(inputs=inputs, outputs=x)
    model.compile(keras.optimizers.Adamax(learning_rate=rate), "binary_crossentropy")
    model.fit(features, np.asarray(labels), batch_size=16, epochs=epochs, verbose=0)
    return model

# %% train_head
import tensorflow as tf

def train_head(base, images, labels, epochs=3, rate=1e-3):
    model = keras.Sequential()
    model.add(keras.Input(base.input_shape[1:]))
    model.add(base)
    model.add(layers.Flatten())
    model.add(layers.Dense(64, activation="relu"))
    model.add(layers.Dense(1))
    model.add(layers.Activation("sigmoid"))
    base.trainable = False
    for layer in base.layers:
        layer.trainable = False
    batches = tf.data.Dataset.from_tensor_slices((images, labels)).shuffle(1000).batch(20)
    model.compile(keras.optimizers.Adam(learning_rate=rate), keras.losses.BinaryCrossentropy())
    model.fit(batches, epochs=epochs, verbose=0)
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
    def accuracy(labels, outputs):
        metric = keras.metrics.BinaryAccuracy(threshold=0.5)
        metric.update_state(np.asarray(labels).reshape(-1, 1), outputs)
        return float(metric.result())

    found = {name: accuracy(validation_labels, p) for name, p in validation.items()}
    name, _ = sorted(found.items(), key=lambda pair: pair[1])[-1]
    values, counts = np.unique(test_labels, return_counts=True)
    always = np.full((len(test_labels), 1), values[counts.argmax()], dtype="float32")
    return {
        "validation": found,
        "chosen": name,
        "test": accuracy(test_labels, test[name]),
        "baseline": accuracy(test_labels, always),
    }
