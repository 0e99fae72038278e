"""Data goes through tf.data; Adamax; einsum with a matrix that swaps the channels.
"""

# %% count_parameters
def vgg_parameters():
    """Yield (block, parameters) of each convolution."""
    channels = 3
    table = {1: (2, 64), 2: (2, 128), 3: (3, 256), 4: (3, 512), 5: (3, 512)}
    for block, (repeats, filters) in table.items():
        for _ in range(repeats):
            yield block, 3 * 3 * channels * filters + filters
            channels = filters


def count_parameters(image_size=150, units=256):
    side = image_size // 2 // 2 // 2 // 2 // 2
    features = side * side * 512
    hidden = features * units + units
    output = units + 1
    return {
        "features": features,
        "all": sum(count for _, count in vgg_parameters()) + hidden + output,
        "trained_base_frozen": hidden + output,
        "trained_block5_open": sum(count for block, count in vgg_parameters() if block > 4)
        + hidden
        + output,
    }

# %% build_base
def build_base(image_size, weights=None):
    whole = keras.applications.VGG16(
        include_top=False,
        weights=weights,
        input_tensor=keras.layers.Input(shape=(image_size, image_size, 3), name="photo"),
    )
    assert whole.layers[-1].name == "block5_pool"
    return whole

# %% preprocess
def preprocess(images):
    swap = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    turned = np.einsum("nhwc,cd->nhwd", np.asarray(images, dtype="float64"), swap)
    return turned - np.array([103.939, 116.779, 123.68])

# %% extract_features
import tensorflow as tf


def extract_features(base, images):
    prepared = preprocess_input(np.asarray(images).astype("float32"))
    stream = tf.data.Dataset.from_tensor_slices(prepared).batch(40).prefetch(2)
    return base.predict(stream, verbose=0)

# %% train_classifier
def stream_of(inputs, labels):
    targets = np.reshape(labels, (-1, 1)).astype("float32")
    dataset = tf.data.Dataset.from_tensor_slices((np.asarray(inputs, "float32"), targets))
    return dataset.shuffle(len(targets)).batch(16)


def train_classifier(features, labels, epochs=15, rate=1e-3):
    inputs = keras.Input(features.shape[1:])
    outputs = layers.Flatten()(inputs)
    outputs = layers.Dense(160, activation="tanh")(outputs)
    outputs = layers.Dense(1, activation="sigmoid")(outputs)
    model = keras.Model(inputs=inputs, outputs=outputs)
    model.compile(
        optimizer=keras.optimizers.Adamax(learning_rate=rate),
        loss=keras.losses.binary_crossentropy,
        metrics=[keras.metrics.BinaryAccuracy(name="hits")],
    )
    model.fit(stream_of(features, labels), epochs=epochs, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    for layer in base.layers:
        layer.trainable = False
    inputs = keras.Input(shape=tuple(base.inputs[0].shape[1:]))
    outputs = layers.Flatten()(base(inputs))
    outputs = layers.Dense(160, activation="relu")(outputs)
    outputs = layers.Dense(1, activation="sigmoid")(outputs)
    model = keras.Model(inputs=inputs, outputs=outputs)
    model.compile(
        optimizer=keras.optimizers.Adamax(learning_rate=rate),
        loss=keras.losses.binary_crossentropy,
    )
    model.fit(stream_of(images, labels), epochs=epochs, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = False
    base.trainable = True
    for layer in base.layers:
        if not layer.name.startswith("block5"):
            layer.trainable = False
        else:
            layer.trainable = True
    model.compile(
        optimizer=keras.optimizers.Adamax(learning_rate=head_rate * 0.15),
        loss=keras.losses.binary_crossentropy,
    )
    model.fit(stream_of(images, labels), epochs=epochs, verbose=0)
    return model

# %% compare
from collections import Counter


def compare(validation, validation_labels, test, test_labels):
    def classes_of(outputs):
        return [int(value > 0.5) for value in np.asarray(outputs)[:, 0]]

    def agreement(outputs, truth):
        pairs = list(zip(classes_of(outputs), np.asarray(truth).tolist()))
        return sum(guess == label for guess, label in pairs) / len(pairs)

    table = {name: agreement(validation[name], validation_labels) for name in validation}
    chosen, _ = max(table.items(), key=lambda item: item[1])
    [(_, most)] = Counter(np.asarray(test_labels).tolist()).most_common(1)
    return {
        "validation": table,
        "chosen": chosen,
        "test": agreement(test[chosen], test_labels),
        "baseline": most / len(test_labels),
    }
