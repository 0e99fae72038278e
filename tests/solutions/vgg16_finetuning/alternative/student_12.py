"""Classifier: train_on_batch in loops of its own; head: model.add, each layer frozen, a dataset;
tuning: warm-up to a tenth, then cosine decay.

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
    settings = {"include_top": False, "weights": weights}
    settings["input_shape"] = (image_size, image_size, 3)
    made = keras.applications.vgg16.VGG16(**settings)
    assert made.output_shape[-1] == 512
    return made

# %% preprocess
def preprocess(images):
    red, green, blue = np.moveaxis(np.array(images, dtype="float32"), -1, 0)
    return np.stack([blue - 103.939, green - 116.779, red - 123.68], axis=-1)

# %% extract_features
def extract_features(base, images):
    floats = keras.ops.cast(images, "float32")
    return base.predict(preprocess_input(floats), batch_size=100, verbose=0)

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
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    opened = {layer.name for layer in base.layers if layer.name.startswith("block5")}
    for layer in base.layers:
        layer.trainable = layer.name in opened
    steps = max(2, epochs * -(-len(images) // 32))
    schedule = keras.optimizers.schedules.CosineDecay(
        head_rate / 50, decay_steps=steps, warmup_target=head_rate / 10, warmup_steps=1
    )
    model.compile(keras.optimizers.AdamW(schedule), loss="binary_crossentropy")
    model.fit(images, labels, batch_size=32, epochs=epochs, verbose=0)
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
